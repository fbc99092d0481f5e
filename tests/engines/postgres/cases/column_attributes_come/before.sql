create table t (id integer primary key, a integer, b integer, c text, d integer, e integer, u text);
insert into t values (1, 5, 10, 'x', null, 1, 'abc'), (2, null, 20, 'y', 4, 2, null);
