insert into t (p, a, n) values (1, 'u', 5), (null, null, 7);
insert into h values (1, 5, 50), (2, 20, 60);
