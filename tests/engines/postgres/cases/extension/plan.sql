-- create extension citext: Create extension citext
create extension if not exists "citext";
-- create table t: Create table t
create table "public"."t" (
  "a" citext,
  "b" citext[]
);
