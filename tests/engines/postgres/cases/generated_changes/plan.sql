-- alter table t: Change column keep of t: no longer generated
alter table "public"."t" alter column "keep" drop expression;
-- drop index gi: Drop index gi of t
drop index "public"."gi";
-- alter table t: Drop generated column g of t
alter table "public"."t" drop column "g";
-- alter table t: Drop generated column gone of t
alter table "public"."t" drop column "gone";
-- alter table t: Add column g to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "g" integer generated always as (a + 1) stored;
-- alter table t: Add column new to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "new" integer generated always as (a * 3) stored;
-- create index gi: Create index gi on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "gi" on "public"."t" ("g");
