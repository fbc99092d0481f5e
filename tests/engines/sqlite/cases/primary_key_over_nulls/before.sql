create table t (d integer, a text);
insert into t values (null, 'x'), (5, 'y');
