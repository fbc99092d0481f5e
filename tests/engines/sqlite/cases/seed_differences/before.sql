create table t (id integer primary key, a text, b int);
insert into t values (1, 'same', 5), (2, 'old', 6), (9, 'not mine', 7);
