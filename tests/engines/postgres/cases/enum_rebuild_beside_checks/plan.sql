-- alter table t: Drop check (n = ANY (ARRAY['a'::public.mood, 'b'::public.mood, 'c'::public.mood])) of t
alter table "public"."t" drop constraint "short";
-- rebuild type mood: Make type mood anew
drop index "public"."i";
drop index "public"."j";
drop index "public"."k";
alter table "public"."other" drop constraint "other_m_excl";
alter table "public"."t" drop constraint "differ";
alter table "public"."other" drop constraint "few";
--   because PostgreSQL can neither remove a value of an enum nor move it: the columns get a new type
alter type "public"."mood" rename to "_old_mood";
create type "public"."mood" as enum ('b', 'a');
--   rewrites-table: Writes all rows of other anew
--   exclusive-lock: Keeps others from reading and writing other while it rewrites all rows
--   may-fail: Fails when there are rows of other which have the value c
alter table "public"."other" alter column "m" type public.mood using "m"::text::public.mood;
alter table "public"."t" alter column "m" drop default;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t which have the value c
alter table "public"."t" alter column "m" type public.mood using "m"::text::public.mood;
alter table "public"."t" alter column "m" set default 'b'::public.mood;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t which have the value c
alter table "public"."t" alter column "n" type public.mood using "n"::text::public.mood;
drop type "public"."_old_mood";
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
create index "i" on "public"."t" ("n") where (m = 'b'::public.mood);
comment on index "public"."i" is 'kept, too';
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
create unique index "j" on "public"."t" (((n = 'a'::public.mood)));
--   exclusive-lock: Keeps others from writing to other while it reads all its rows
CREATE INDEX k ON public.other USING btree (m) WHERE (m = ANY ('{a,b}'::public.mood[]));
--   exclusive-lock: Keeps others from writing to other while it reads all its rows
alter table "public"."other" add constraint "other_m_excl" EXCLUDE USING btree (m WITH =) WHERE ((m = 'a'::public.mood));
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
alter table "public"."t" add constraint "differ" check ((m <> 'a'::public.mood) OR (n IS NULL));
comment on constraint "differ" on "public"."t" is 'kept';
--   exclusive-lock: Keeps others from writing to other while it reads all its rows
alter table "public"."other" add constraint "few" CHECK ((m = 'a'::public.mood));
-- alter table t: Add check (n = ANY (ARRAY['a'::public.mood, 'b'::public.mood])) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil n = ANY (ARRAY['a'::public.mood, 'b'::public.mood])
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "short" check (n = ANY (ARRAY['a'::public.mood, 'b'::public.mood]));
