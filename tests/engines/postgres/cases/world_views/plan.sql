-- drop view over: Drop view app.over
drop view "app"."over";
-- drop trigger v: Drop trigger instead of v
drop trigger "instead" on "public"."v";
-- drop view v: Drop view v
drop view "public"."v";
-- create view v: Create view v
create view "public"."v" as SELECT t.id,
    (t.a)::text AS a,
    t.twice,
    t.parent_id,
    t.mood,
    public.loud(t.b) AS loud,
    t.code,
    (t.place).street AS street
   FROM public.t;
-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as SELECT t.mood,
    count(*) AS count,
    sum(t.twice) AS sum,
    public.min(t.code) AS code
   FROM public.t
  GROUP BY t.mood;
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
