insert into t (k, c) values (1, 1);
