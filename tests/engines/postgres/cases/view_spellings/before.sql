create table t (a integer, b text); create view v as select a, b from t where a in (1,2) and b is not null; create view v2 (x, y) as select * from v order by 1
