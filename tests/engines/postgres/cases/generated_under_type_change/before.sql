create table t (id integer, a integer, b varchar(10), twice integer generated always as (a * 2) stored, low text generated always as (lower(b)) stored, other integer generated always as (id + 1) stored,
primary key (id, twice), constraint t_low unique (low), constraint t_twice check (twice < 100));
create index t_index on t (low, other);
create view v as select twice, low from t;
insert into t (id, a, b) values (1, 5, 'X'), (2, 6, 'Y');
