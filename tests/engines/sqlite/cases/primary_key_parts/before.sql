create table t (a text, b int, primary key (a collate nocase, b desc)) without rowid;
create table u (a text, b int, primary key (a, b));
insert into t values ('x', 1);
insert into u values ('x', 1);
