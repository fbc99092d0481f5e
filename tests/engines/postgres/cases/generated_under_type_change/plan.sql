-- alter table t: Drop the primary key of t
alter table "public"."t" drop constraint "t_pkey";
-- alter table t: Drop check (twice < 100) of t
alter table "public"."t" drop constraint "t_twice";
-- drop index t_index: Drop index t_index of t
drop index "public"."t_index";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Drop generated column twice of t
alter table "public"."t" drop column "twice";
-- alter table t: Drop unique constraint (low) of t
alter table "public"."t" drop constraint "t_low";
-- alter table t: Drop generated column low of t
alter table "public"."t" drop column "low";
-- alter table t: Change column a of t: type integer to bigint; Change column b of t: type character varying(10) to character varying(20)
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" alter column "a" type bigint, alter column "b" type character varying(20);
-- alter table t: Add column twice to t
--   may-fail (2): Fails when there are rows of t for which twice would be null
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" add column "twice" integer generated always as (a * 2) stored not null;
-- alter table t: Add column low to t
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" add column "low" text generated always as (lower((b)::text)) stored;
-- alter table t: Make (id, twice) the primary key of t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add primary key ("id", "twice");
-- alter table t: Add unique constraint (low) to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "t_low" unique ("low");
-- alter table t: Add check (twice < 100) to t
--   may-fail (2): Fails when there are rows of t which do not fulfil twice < 100
--   exclusive-lock (2): Keeps others from reading and writing t while it checks 2 rows
alter table "public"."t" add constraint "t_twice" check (twice < 100);
-- create index t_index: Create index t_index on t
--   exclusive-lock (2): Keeps others from writing to t while it indexes 2 rows
create index "t_index" on "public"."t" ("low", "other");
-- create view v: Create view v
create view "public"."v" as SELECT t.twice,
    t.low
   FROM public.t;
