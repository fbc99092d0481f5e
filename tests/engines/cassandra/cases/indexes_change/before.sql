insert into t (k, a) values (1, 'a');
