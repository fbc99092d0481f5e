-- create table t: Create table t
create table "public"."t" (
  "a" integer,
  "b ""c" integer,
  "d" serial
);
-- create type mood: Create type mood
create type "public"."mood" as enum ('a');
-- create sequence s: Create sequence s
create sequence "public"."s";
-- create function f: Create function f(integer, character varying)
create function "public"."f" ("a" integer, "b" character varying)
returns integer
language "sql"
as $body$select 1$body$;
-- create view v: Create view v
create view "public"."v" as select a from t;
-- alter table t: Grant select, insert, update ("a", "b ""c") on table t to pg_monitor
grant select, insert, update ("a", "b ""c") on table "public"."t" to "pg_monitor";
-- alter table t: Grant select, truncate on table t to pg_read_all_stats
grant select, truncate on table "public"."t" to "pg_read_all_stats" with grant option;
-- alter table t: Grant select ("a") on table t to public
grant select ("a") on table "public"."t" to public;
-- alter view v: Grant select on view v to public
grant select on table "public"."v" to public;
-- alter sequence s: Grant usage, select, update on sequence s to pg_monitor
grant usage, select, update on sequence "public"."s" to "pg_monitor";
-- alter sequence t_d_seq: Grant usage on sequence t_d_seq to pg_monitor
grant usage on sequence "public"."t_d_seq" to "pg_monitor";
-- create schema app: Create schema app
create schema "app";
-- alter schema app: Grant usage, create on schema app to pg_monitor
grant usage, create on schema "app" to "pg_monitor";
-- alter schema public: Grant create on schema public to pg_monitor
grant create on schema "public" to "pg_monitor";
-- alter type mood: Revoke usage on type mood from public
revoke usage on type "public"."mood" from public;
-- alter type mood: Grant usage on type mood to pg_monitor
grant usage on type "public"."mood" to "pg_monitor";
-- alter function f: Revoke execute on routine f from public
revoke execute on routine "public"."f"(integer, character varying) from public;
-- alter function f: Grant execute on routine f to pg_monitor
grant execute on routine "public"."f"(integer, character varying) to "pg_monitor";
