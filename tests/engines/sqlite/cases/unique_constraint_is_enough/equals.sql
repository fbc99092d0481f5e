create table t (id integer primary key, a text unique, b text, constraint ab unique (a, b));
