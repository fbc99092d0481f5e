-- alter table t: Add column c to t
alter table "public"."t" add column "c" text default 'new' not null;
-- alter table t: Drop column old of t
--   deletes-data (1): Deletes column old of t, which has a value in 1 row [drop-column:t.old]
alter table "public"."t" drop column "old";
