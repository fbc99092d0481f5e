-- create schema made: Create schema made
create schema if not exists "made";
-- rename type mood: Rename type app.mood_before to app.mood
alter type "app"."mood_before" rename to "mood";
-- create type mood2: Create type made.mood2
create type "made"."mood2" as enum ('a');
-- rename sequence counter: Rename sequence app.counter_before to app.counter
alter sequence "app"."counter_before" rename to "counter";
-- create sequence s2: Create sequence made.s2
create sequence "made"."s2";
-- rename function f: Rename function app.f_before() to app.f()
alter function "app"."f_before"() rename to "f";
-- rename view v: Rename view app.v_before to app.v
alter view "app"."v_before" rename to "v";
-- create view v2: Create view made.v2
create view "made"."v2" as SELECT 1 AS a;
-- rename materialized view m: Rename materialized view app.m_before to app.m
alter materialized view "app"."m_before" rename to "m";
