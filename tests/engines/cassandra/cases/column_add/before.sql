insert into t (k, c, v) values (1, 2, 'a');
