-- alter table t: Drop check (m <> 'q'::text) of t
alter table "public"."t" drop constraint "t_m_check";
-- create type mood: Create type mood
create type "public"."mood" as enum ('a', 'b');
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Change column m of t: type text to public.mood, set default 'a'::public.mood
--   changes-data (1): Converts column m of t from text to public.mood in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "m" drop default, alter column "m" type public.mood using "m"::public.mood, alter column "m" set default 'a'::public.mood;
-- alter table t: Change column ms of t: type text[] to public.mood[]
--   changes-data (1): Converts column ms of t from text[] to public.mood[] in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "ms" type public.mood[] using "ms"::public.mood[];
-- create type pos: Create domain pos
create domain "public"."pos" as integer check (VALUE > 0);
-- alter table t: Change column d of t: type integer to public.pos
--   changes-data (1): Converts column d of t from integer to public.pos in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "d" drop default, alter column "d" type public.pos using "d"::public.pos, alter column "d" set default 3;
-- alter table t: Change column back of t: type public.old to text, set default 'x'::text
--   changes-data (1): Converts column back of t from public.old to text in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "back" drop default, alter column "back" type text, alter column "back" set default 'x'::text;
-- drop type old: Drop type old
drop type "public"."old";
-- create view v: Create view v
create view "public"."v" as SELECT t.m,
    t.back
   FROM (public.t
     CROSS JOIN public.t t2);
