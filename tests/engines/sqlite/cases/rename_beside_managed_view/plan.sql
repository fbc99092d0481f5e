-- rename table t: Rename column a of t to aa
alter table "t" rename column "a" to "aa";
-- alter view v: Replace view v
drop view "v";
create view "v" as select aa as a from t;
