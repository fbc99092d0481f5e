-- drop trigger top: Drop trigger two of top
drop trigger "two" on "public"."top";
-- drop view top: Drop view top
drop view "public"."top";
-- drop trigger low: Drop trigger one of low
drop trigger "one" on "public"."low";
-- drop view low: Drop view low
drop view "public"."low";
-- alter table t: Change column a of t: type integer to bigint
alter table "public"."t" alter column "a" type bigint;
-- create view low: Create view low
create view "public"."low" as SELECT a
   FROM public.t;
-- create view top: Create view top
create view "public"."top" as SELECT a
   FROM public.low;
-- create trigger low: Create trigger one of low
create trigger "one" instead of insert on "public"."low" for each row execute function "public"."f"();
-- create trigger top: Create trigger two of top
create trigger "two" instead of insert on "public"."top" for each row execute function "public"."f"();
-- alter trigger top: Comment on trigger two of top
comment on trigger "two" on "public"."top" is 'c';
