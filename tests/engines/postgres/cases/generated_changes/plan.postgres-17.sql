-- alter table t: Change column keep of t: no longer generated
alter table "public"."t" alter column "keep" drop expression;
-- alter table t: Change column g of t: generated as (a + 1), stored
alter table "public"."t" alter column "g" set expression as (a + 1);
-- alter table t: Drop generated column gone of t
alter table "public"."t" drop column "gone";
-- alter table t: Add column new to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "new" integer generated always as (a * 3) stored;
