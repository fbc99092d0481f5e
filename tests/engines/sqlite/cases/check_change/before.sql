create table t (id integer primary key, a text check (a in ('X', 'y')), b int, check (b > 0));
