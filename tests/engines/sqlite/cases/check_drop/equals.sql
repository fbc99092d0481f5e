create table t (id integer primary key, a int, check (id > 0));
