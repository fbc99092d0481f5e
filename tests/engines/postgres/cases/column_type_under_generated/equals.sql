create table t (a bigint, g bigint generated always as (a * 2) stored, h bigint generated always as (a + 1) stored);
create unique index i on t (g);
create view v as select g from t;
