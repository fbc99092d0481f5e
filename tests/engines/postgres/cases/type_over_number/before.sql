create table t (id integer, a boolean, b boolean default true, c bigint default 1, d numeric, e boolean[]);
insert into t values (1, true, true, 7, 0, '{f,t,null}'), (2, null, null, null, null, null);
