create table t (id integer primary key, a text, b text collate nocase);
create unique index u on t (a);
create index w on t (b);
insert into t values (1, 'x', 'y');
