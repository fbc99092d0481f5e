-- alter table t: Drop generated column to_stored of t
alter table "public"."t" drop column "to_stored";
-- alter table t: Drop generated column to_virtual of t
alter table "public"."t" drop column "to_virtual";
-- alter table t: Drop generated column gone of t
alter table "public"."t" drop column "gone";
-- alter table t: Add column fresh to t
alter table "public"."t" add column "fresh" integer generated always as (a + 1);
-- alter table t: Add column to_stored to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "to_stored" integer generated always as (a + 2) stored;
-- alter table t: Add column to_virtual to t
alter table "public"."t" add column "to_virtual" integer generated always as (a + 3);
-- alter table t: Change column kept of t: generated as (a + 5)
alter table "public"."t" alter column "kept" set expression as (a + 5);
