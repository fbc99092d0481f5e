create table t (id int primary key, a int, b int invisible); insert into t (id, a, b) values (1, 2, 3)
