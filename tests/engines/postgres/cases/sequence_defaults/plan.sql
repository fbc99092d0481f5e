-- rename sequence new_name: Rename sequence old_name to new_name
alter sequence "public"."old_name" rename to "new_name";
-- create sequence fresh: Create sequence fresh
create sequence "public"."fresh";
-- create sequence fresh2: Create sequence fresh2
create sequence "public"."fresh2";
-- alter table t: Change column b of t: set default nextval('public.fresh'::regclass)
alter table "public"."t" alter column "b" set default nextval('public.fresh'::regclass);
-- alter table t: Add column c to t
alter table "public"."t" add column "c" integer default nextval('public.fresh2'::regclass);
-- drop sequence gone: Drop sequence gone
drop sequence if exists "public"."gone";
