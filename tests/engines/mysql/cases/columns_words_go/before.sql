insert into t (a, b, c, at, i, gone) values (5, 'é', 'c', '2020-01-01 10:00:00', 3, 'x')
