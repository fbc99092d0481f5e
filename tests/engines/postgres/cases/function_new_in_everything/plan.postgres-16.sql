-- create function one: Create function one()
create function "public"."one" ()
returns integer
language "plpgsql"
immutable
as $body$begin return 1; end$body$;
-- alter table t: Change column a of t: set default public.one()
alter table "public"."t" alter column "a" set default public.one();
-- create function shout: Create function shout(text)
create function "public"."shout" ("words" text)
returns text
language "sql"
immutable
as $body$select upper(words) || public.one()$body$;
-- alter table t: Add column c to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "c" text generated always as (public.shout(b)) stored;
-- alter table t: Add column d to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "d" integer default public.one();
-- alter table t: Drop check (length(b) < 9) of t
alter table "public"."t" drop constraint "short";
-- alter table t: Add check (length(public.shout(b)) < 9) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil length(public.shout(b)) < 9
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "short" check (length(public.shout(b)) < 9);
-- drop index by_shout: Drop index by_shout of t
drop index "public"."by_shout";
-- create index by_shout: Create index by_shout on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "by_shout" on "public"."t" ((public.shout(b))) where (public.one() = 1);
-- alter view v: Change view v
create or replace view "public"."v" as SELECT public.shout(b) AS loud
   FROM public.t;
