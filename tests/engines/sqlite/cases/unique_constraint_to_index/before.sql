create table t (id integer primary key, a text unique);
insert into t values (1, 'x');
