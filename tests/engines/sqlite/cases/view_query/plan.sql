-- alter view v: Replace view v
drop view "v";
create view "v" as select a, b from t;
