create table t (id integer primary key, b text);
insert into t values (1, 'x');
