create table t (id integer, a int) strict;
insert into t values (2, null);
