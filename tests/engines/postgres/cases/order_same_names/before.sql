create table t (id integer);
insert into t values (1);
