create table t (id integer primary key, a text check (a <> ''), b text);
create index i on t (a, b);
create index j on t (b);
insert into t values (1, 'x', 'y');
