create table t (id integer primary key, a text, b int);
insert into t values (1, '5', 1), (2, 'x', 2), (3, null, 3), (4, '5.0', 4);
