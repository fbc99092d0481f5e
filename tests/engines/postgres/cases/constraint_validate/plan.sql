-- alter table t: Check all rows of t against constraint f
alter table "public"."t" validate constraint "f";
-- alter table t: Check all rows of t against constraint c
alter table "public"."t" validate constraint "c";
