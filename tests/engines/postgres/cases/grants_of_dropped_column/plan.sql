-- alter table t: Drop column code of t
--   deletes-data (1): Deletes column code of t, which has a value in 1 row [drop-column:t.code]
alter table "public"."t" drop column "code";
