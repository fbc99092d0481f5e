create table t (id integer primary key, a text);
insert into t values (1, 'x'), (2, 'x'), (3, 'y');
