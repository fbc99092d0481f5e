-- drop table gone: Drop table gone
--   deletes-data (0): Deletes table gone with 0 rows [drop-table:gone]
drop table "public"."gone";
-- alter table t: Change column a of t: drop default
alter table "public"."t" alter column "a" drop default;
-- alter table t: Change column b of t: drop default
alter table "public"."t" alter column "b" drop default;
-- alter table t: Drop check (public.f(a) = 1) of t
alter table "public"."t" drop constraint "k";
-- drop index i: Drop index i of t
drop index "public"."i";
-- alter table t: Drop generated column c of t
alter table "public"."t" drop column "c";
-- drop view v: Drop view v
drop view "public"."v";
-- drop function f: Drop function f(integer)
drop function "public"."f"(integer);
-- drop procedure p: Drop procedure p()
drop procedure "public"."p"();
