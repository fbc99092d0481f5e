create table t (id integer primary key, constraint old check (id > 0));
insert into t values (1);
