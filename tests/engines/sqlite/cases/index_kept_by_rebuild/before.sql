create table t (id integer primary key, a text, b text);
create index i on t (a);
create unique index u on t (b desc) where b > '';
insert into t values (1, 'x', 'y');
