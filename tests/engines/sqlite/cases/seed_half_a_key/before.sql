create table t (id integer primary key, k text, l text, v text);
create unique index u on t (k, l);
insert into t values (1, 'a', 'b', 'x');
