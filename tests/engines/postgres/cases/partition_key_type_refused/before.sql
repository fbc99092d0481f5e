create table t (id integer, v text) partition by range (id); create table p partition of t default; insert into t values (1, 'x');
