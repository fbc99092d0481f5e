create table t (id integer primary key desc, a text unique);
insert into t values (1, 'x');
