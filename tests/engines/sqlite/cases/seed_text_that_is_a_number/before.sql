create table t (id integer primary key, s text, i integer, x);
insert into t values (1, '5', 5, '5');
