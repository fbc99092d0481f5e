-- drop view over: Drop view app.over
drop view "app"."over";
-- drop trigger v: Drop trigger instead of v
drop trigger "instead" on "public"."v";
-- drop view v: Drop view v
drop view "public"."v";
-- create view v: Create view v
create view "public"."v" as SELECT id,
    (a)::text AS a,
    twice,
    parent_id,
    mood,
    public.loud(b) AS loud,
    code,
    (place).street AS street
   FROM public.t;
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as SELECT mood,
    count(*) AS count,
    sum(twice) AS sum,
    public.min(code) AS code
   FROM public.t
  GROUP BY mood;
-- create view over: Create view app.over
create view "app"."over" as SELECT v.parent_id,
    v.a,
    v.mood,
    m.count
   FROM (public.v
     JOIN public.m ON ((m.mood = v.mood)));
-- create index m: Create index m_mood on m
create unique index "m_mood" on "public"."m" ("mood");
-- create trigger v: Create trigger instead of v
create trigger "instead" instead of insert on "public"."v" for each row execute function "public"."stamp"();
-- alter view v: Grant select on view v to pg_monitor
grant select on table "public"."v" to "pg_monitor";
