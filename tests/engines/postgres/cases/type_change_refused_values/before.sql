create table t (id integer, a text);
insert into t values (1, '1'), (2, 'x');
