create table t (id integer primary key, a text, b text);
create index i on t (a desc, b collate nocase, lower(a));
insert into t values (1, 'x', 'y');
