create table t (a integer, gone integer, g integer generated always as (a * 2) stored, h integer generated always as (gone) stored);
create unique index i on t (g);
create view v as select g from t;
insert into t (a, gone) values (5, 7);
