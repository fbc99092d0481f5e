-- alter table t: Drop unique constraint (a) of t
alter table "public"."t" drop constraint "t_a";
-- alter table t: Add unique constraint (a, b) to t
--   exclusive-lock (2): Keeps others from reading and writing t while it makes an index over 2 rows
alter table "public"."t" add constraint "t_a" unique ("a", "b");
-- alter extension citext: Change extension citext
alter extension "citext" set schema "app";
comment on extension "citext" is 'moved';
-- drop view over: Drop view app.over
drop view "app"."over";
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as SELECT mood,
    count(*) AS count,
    sum(a) AS sum,
    min((code)::text) AS code
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
-- create policy other: Create policy other of t
create policy "other" on "public"."t" using (true);
-- alter policy own: Change policy own of t
alter policy "own" on "public"."t" to "pg_monitor", "pg_read_all_stats" using ((a > 3) AND (mood = 'ok'::public.mood) AND (public.loud(b) = b));
-- alter table t: Grant insert, update ("b") on table t to pg_monitor
grant insert, update ("b") on table "public"."t" to "pg_monitor";
-- alter view v: Grant delete on view v to pg_monitor
grant delete on table "public"."v" to "pg_monitor";
-- alter function loud: Revoke execute on routine loud from public
revoke execute on routine "public"."loud"(text) from public;
-- alter function loud: Grant execute on routine loud to pg_monitor
grant execute on routine "public"."loud"(text) to "pg_monitor" with grant option;
-- alter type mood: Grant usage on type mood to public
grant usage on type "public"."mood" to public;
-- alter sequence counter: Revoke usage on sequence counter from pg_monitor
revoke usage on sequence "public"."counter" from "pg_monitor";
-- alter sequence counter: Grant select on sequence counter to pg_monitor
grant select on sequence "public"."counter" to "pg_monitor";
-- alter schema app: Grant create on schema app to pg_monitor
grant create on schema "app" to "pg_monitor";
-- alter schema app: Comment on schema app
comment on schema "app" is 'what all see';
