insert into t values (1, true, '[1,2)');
