create table t (id integer primary key, n int) strict;
insert into t values (1, 5);
