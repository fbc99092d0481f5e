create table t (a integer, b text);
create view v as select a, b from t where a > 0;
create materialized view m as select a, b from t;
insert into t values (1, 'x');
