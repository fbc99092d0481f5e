-- alter table t: Drop generated column g of t
alter table "public"."t" drop column "g";
-- alter table t: Drop column base of t
--   deletes-data (1): Deletes column base of t, which has a value in 1 row [drop-column:t.base]
alter table "public"."t" drop column "base";
