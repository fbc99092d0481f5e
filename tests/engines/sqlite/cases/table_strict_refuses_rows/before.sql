create table t (id integer primary key, n int);
insert into t values (1, 'x');
