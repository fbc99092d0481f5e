-- create extension pg_trgm: Create extension pg_trgm
create extension if not exists "pg_trgm";
-- drop type gone_type: Drop type gone_type
drop type "public"."gone_type";
-- create type back_type: Create type back_type
create type "public"."back_type" as enum ('a');
-- drop sequence gone_seq: Drop sequence gone_seq
drop sequence if exists "public"."gone_seq";
-- create sequence back_seq: Create sequence back_seq
create sequence "public"."back_seq";
-- drop function gone: Drop function gone()
drop function "public"."gone"();
-- create function back: Create function back()
create function "public"."back" ()
returns integer
language "sql"
as $body$select 1$body$;
-- drop view gone_view: Drop view gone_view
drop view "public"."gone_view";
-- create view back_view: Create view back_view
create view "public"."back_view" as select 1 as a;
-- drop schema gone_s: Drop schema gone_s
drop schema "gone_s";
-- create schema back_s: Create schema back_s
create schema "back_s";
-- drop extension hstore: Drop extension hstore
drop extension "hstore";
