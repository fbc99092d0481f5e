create table t (id int primary key, a int, b varchar(10), d datetime); insert into t values (1, null, null, null), (2, 1, 'b', '2020-01-01')
