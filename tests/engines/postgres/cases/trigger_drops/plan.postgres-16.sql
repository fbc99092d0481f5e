-- drop table gone: Drop table gone
--   deletes-data (0): Deletes table gone with 0 rows [drop-table:gone]
drop table "public"."gone";
-- drop trigger t: Drop trigger one of t
drop trigger "one" on "public"."t";
-- drop trigger v: Drop trigger three of v
drop trigger "three" on "public"."v";
-- drop function f: Drop function f()
drop function "public"."f"();
-- drop view v: Drop view v
drop view "public"."v";
-- drop trigger w: Drop trigger four of w
drop trigger "four" on "public"."w";
-- drop view w: Drop view w
drop view "public"."w";
-- create view w: Create view w
create view "public"."w" as SELECT a,
    a AS b
   FROM public.t;
-- create trigger w: Create trigger four of w
create trigger "four" instead of insert on "public"."w" for each row execute function "public"."g"();
