-- rename table words: Rename column word of words to term
alter table "public"."words" rename column "word" to "term";
-- drop view over: Drop view app.over
drop view "app"."over";
-- drop trigger v: Drop trigger instead of v
drop trigger "instead" on "public"."v";
-- drop view v: Drop view v
drop view "public"."v";
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- drop trigger t: Drop trigger stamped of t
drop trigger "stamped" on "public"."t";
-- drop policy own: Drop policy own of t
drop policy "own" on "public"."t";
-- alter table t: Drop generated column twice of t
alter table "public"."t" drop column "twice";
-- alter table t: Change column a of t: type integer to bigint
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" alter column "a" type bigint;
-- alter table t: Add column fresh to t
alter table "public"."t" add column "fresh" public.mood default 'happy'::public.mood;
-- alter table t: Drop column code of t
--   deletes-data (2): Deletes column code of t, which has a value in 2 rows [drop-column:t.code]
alter table "public"."t" drop column "code";
-- alter table t: Add column twice to t
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" add column "twice" bigint generated always as (a * 3) stored;
-- alter table t: Comment on column a of t
comment on column "public"."t"."a" is 'wider';
-- alter table parent: Change column id of parent: type integer to bigint
--   rewrites-table (2): Writes 2 rows of parent anew
--   exclusive-lock (2): Keeps others from reading and writing parent while it rewrites 2 rows
alter table "public"."parent" alter column "id" type bigint;
-- alter table events: Add column note to events
alter table "public"."events" add column "note" text default 'none';
-- create view v: Create view v
create view "public"."v" as SELECT id,
    a,
    twice,
    mood,
    public.loud(b) AS loud,
    fresh,
    (place).street AS street
   FROM public.t;
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as SELECT mood,
    count(*) AS count,
    sum(a) AS sum,
    max(fresh) AS fresh
   FROM public.t
  GROUP BY mood;
-- create view over: Create view app.over
create view "app"."over" as SELECT v.a,
    v.mood,
    m.count
   FROM (public.v
     JOIN public.m ON ((m.mood = v.mood)));
-- create index m: Create index m_mood on m
create unique index "m_mood" on "public"."m" ("mood");
-- create trigger t: Create trigger stamped of t
create trigger "stamped" before insert or update of "a" on "public"."t" for each row when ((new.a > 0)) execute function "public"."stamp"();
-- create trigger v: Create trigger instead of v
create trigger "instead" instead of insert on "public"."v" for each row execute function "public"."stamp"();
-- create policy own: Create policy own of t
create policy "own" on "public"."t" to "pg_monitor" using ((a > 0) AND (mood = 'ok'::public.mood) AND (public.loud(b) = b));
-- alter view v: Grant select on view v to pg_monitor
grant select on table "public"."v" to "pg_monitor";
