create table t (a integer, b integer, c integer, primary key (a, b), constraint u unique (b, c));
create index ab on t (a, b);
create index abc on t (a, b, c);
insert into t values (1, 2, 3);
