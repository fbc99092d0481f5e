insert into p values (1); insert into t (n, a, h, p) values (3, 'é', 9, 1), (4, 'x', 8, null);
