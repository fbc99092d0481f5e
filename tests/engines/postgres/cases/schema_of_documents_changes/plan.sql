-- create type mood: Create type other.mood
create type "other"."mood" as enum ('a');
-- create type mood: Create type mood
create type "public"."mood" as enum ('a');
-- create sequence counter: Create sequence other.counter
create sequence "other"."counter" cache 2;
-- create sequence counter: Create sequence counter
create sequence "public"."counter" cache 2;
-- create function f: Create function other.f()
create function "other"."f" ()
returns integer
language "sql"
as $body$select 1$body$;
-- create function f: Create function f()
create function "public"."f" ()
returns integer
language "sql"
as $body$select 1$body$;
-- create view v: Create view other.v
create view "other"."v" as select 1 as a;
-- create view v: Create view v
create view "public"."v" as select 1 as a;
-- create materialized view m: Create materialized view other.m
create materialized view "other"."m" as select 1 as a;
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as select 1 as a;
