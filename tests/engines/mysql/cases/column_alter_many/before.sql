create table t (id int primary key, a int default 5, b varchar(20), gone int, e enum('a','b'), txt text); insert into t values (1, 2, null, 4, 'b', 'x'), (2, null, 'q', 5, null, null)
