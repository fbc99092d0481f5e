-- alter table t: Add column c to t
alter table "t" add column "c" TEXT;
-- alter table t: Drop column a of t
--   deletes-data (1): Deletes column a of t, which has a value in 1 row [drop-column:t.a]
alter table "t" drop column "a";
