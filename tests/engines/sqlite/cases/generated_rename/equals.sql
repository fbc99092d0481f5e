create table t (id integer primary key, aa text, vv text as (upper(aa)), s text as (lower(aa)) stored);
create index i on t (vv);
create view w as select vv, s from t;
