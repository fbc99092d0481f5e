insert into t (k, v) values (1, 'a');
