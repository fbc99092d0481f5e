create table t (a int); insert into t values (null), (1)
