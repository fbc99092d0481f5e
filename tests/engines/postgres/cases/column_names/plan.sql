-- rename table t: Rename column old of t to new
alter table "public"."t" rename column "old" to "new";
-- rename table t: Rename column other of t to Other
alter table "public"."t" rename column "other" to "Other";
-- alter table t: Add column fresh to t
alter table "public"."t" add column "fresh" date;
-- alter table t: Drop column gone of t
--   deletes-data (2): Deletes column gone of t, which has a value in 2 rows [drop-column:t.gone]
alter table "public"."t" drop column "gone";
