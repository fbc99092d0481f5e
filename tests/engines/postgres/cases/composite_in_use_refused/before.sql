create type c as (x integer, y text); create table t (a c); insert into t values ('(1,x)');
