-- alter view v: Replace view v
drop view "v";
-- alter table t: Drop column a of t
--   deletes-data (1): Deletes column a of t, which has a value in 1 row [drop-column:t.a]
alter table "t" drop column "a";
-- alter view v: Replace view v
create view "v" as select b from t;
