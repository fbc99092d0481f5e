create table t (a text, b integer); insert into t values ('x', 1)
