-- drop index some: Drop index some of t
drop index "public"."some";
-- alter table t: Drop column id of t
--   deletes-data (1): Deletes column id of t, which has a value in 1 row [drop-column:t.id]
alter table "public"."t" drop column "id";
