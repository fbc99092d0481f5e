create table t (id int primary key, last int, a int, b int, c int); insert into t values (1, 2, 3, 4, 5)
