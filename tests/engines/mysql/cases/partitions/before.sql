create table t (id int primary key, a int); insert into t values (1, 2), (20, 3); create table s (id int primary key) partition by hash (id) partitions 3; insert into s values (5)
