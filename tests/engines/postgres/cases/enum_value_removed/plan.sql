-- drop view v: Drop view v
drop view "public"."v";
-- rebuild type mood: Make type mood anew
--   because PostgreSQL can neither remove a value of an enum nor move it: the columns get a new type
alter type "public"."mood" rename to "_old_mood";
create type "public"."mood" as enum ('c', 'a');
alter table "public"."t" alter column "m" drop default;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t which have the value b
alter table "public"."t" alter column "m" type public.mood using "m"::text::public.mood;
alter table "public"."t" alter column "m" set default 'a'::public.mood;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t which have the value b
alter table "public"."t" alter column "ms" type public.mood[] using "ms"::text[]::public.mood[];
drop type "public"."_old_mood";
-- alter type mood: Comment on type mood
comment on type "public"."mood" is 'kept';
-- create view v: Create view v
create view "public"."v" as SELECT t.m,
    t.ms
   FROM (public.t
     CROSS JOIN public.t t2);
