-- alter table t: Drop exclusion constraint alone of t
alter table "public"."t" drop constraint "alone";
-- alter table t: Drop column during of t
--   deletes-data (1): Deletes column during of t, which has a value in 1 row [drop-column:t.during]
alter table "public"."t" drop column "during";
