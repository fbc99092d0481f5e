-- alter table t: Drop column g of t
--   deletes-data (1): Deletes column g of t, which has a value in 1 row [drop-column:t.g]
alter table "public"."t" drop column "g";
-- alter table t: Add column g to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "g" integer generated always as (a * 2) stored;
