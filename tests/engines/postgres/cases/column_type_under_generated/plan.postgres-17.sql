-- drop index i: Drop index i of t
drop index "public"."i";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Drop generated column g of t
alter table "public"."t" drop column "g";
-- alter table t: Drop generated column h of t
alter table "public"."t" drop column "h";
-- alter table t: Change column a of t: type integer to bigint
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "a" type bigint;
-- alter table t: Drop column gone of t
--   deletes-data (1): Deletes column gone of t, which has a value in 1 row [drop-column:t.gone]
alter table "public"."t" drop column "gone";
-- alter table t: Add column g to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "g" bigint generated always as (a * 2) stored;
-- alter table t: Add column h to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "h" bigint generated always as (a + 1) stored;
-- create index i: Create index i on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create unique index "i" on "public"."t" ("g");
-- create view v: Create view v
create view "public"."v" as SELECT g
   FROM public.t;
