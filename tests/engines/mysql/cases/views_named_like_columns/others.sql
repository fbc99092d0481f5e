create table t (id int primary key, `order` int); insert into t values (1, 7)
