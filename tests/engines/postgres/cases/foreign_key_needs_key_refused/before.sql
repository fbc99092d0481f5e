create table t (id integer primary key, other integer);
create table others (a integer references t (id));
insert into t values (1, 2);
