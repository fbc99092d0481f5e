create table t (id integer primary key, a int check (a > 0), constraint k check (id > 0));
insert into t values (1, 1);
