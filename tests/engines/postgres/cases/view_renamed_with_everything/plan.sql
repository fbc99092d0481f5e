-- rename view v: Rename view v_before to v
alter view "public"."v_before" rename to "v";
-- rename materialized view m: Rename materialized view m_before to m
alter materialized view "public"."m_before" rename to "m";
-- alter view over: Change view over
create or replace view "public"."over" as SELECT v.n
   FROM (public.v
     LEFT JOIN public.m ON ((m.a = v.n)));
-- rename index m: Rename index m_first of m to m_one
alter index "public"."m_first" rename to "m_one";
-- rename trigger v: Rename trigger one of v to one_now
alter trigger "one" on "public"."v" rename to "one_now";
