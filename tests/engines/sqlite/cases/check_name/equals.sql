create table t (id integer primary key, constraint fresh check (id > 0));
