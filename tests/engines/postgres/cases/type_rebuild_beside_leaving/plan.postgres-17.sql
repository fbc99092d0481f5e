-- drop table u: Drop table u
--   deletes-data (1): Deletes table u with 1 row [drop-table:u]
drop table "public"."u";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Change column word of t: type public.mood to text, set default 'bad'::text
--   changes-data (1): Converts column word of t from public.mood to text in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "word" drop default, alter column "word" type text, alter column "word" set default 'bad'::text;
-- alter table t: Change column words of t: type public.mood[] to text[]
--   changes-data (1): Converts column words of t from public.mood[] to text[] in 1 row
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "words" type text[];
-- alter table t: Drop column gone of t
--   deletes-data (1): Deletes column gone of t, which has a value in 1 row [drop-column:t.gone]
alter table "public"."t" drop column "gone";
-- rebuild type mood: Make type mood anew
--   because PostgreSQL can neither remove a value of an enum nor move it: the columns get a new type
alter type "public"."mood" rename to "_old_mood";
create type "public"."mood" as enum ('ok', 'good');
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t which have the value bad
alter table "public"."t" alter column "kept" type public.mood using "kept"::text::public.mood;
drop type "public"."_old_mood";
-- create function word_of: Create function word_of(public.mood)
create function "public"."word_of" ("m" public.mood)
returns text
language "sql"
immutable
as $body$select case m when 'ok' then 'ok!' else '' end$body$;
-- alter table t: Add column made to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "made" text generated always as (public.word_of(kept)) stored;
-- create view v: Create view v
create view "public"."v" as SELECT kept,
    word
   FROM public.t;
