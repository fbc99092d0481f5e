create table t (a bigint, b text); create view v as select a, b from t where a > 1; create view w as select count(*) as n from v
