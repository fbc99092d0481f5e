-- alter table t: Drop column a of t
--   deletes-data (2): Deletes column a of t, which has a value in 2 rows [drop-column:t.a]
alter table "t" drop column "a";
