create domain p as integer; create type c as (x p); create type outer_c as (c c[]); create table t (a outer_c); insert into t values (null);
