create table t (a integer, g integer);
insert into t values (5, 7);
