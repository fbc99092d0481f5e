-- alter table t: Drop check (a > 0) of t
alter table "public"."t" drop constraint "c_expression";
-- alter table t: Drop check (a <> 7) of t
alter table "public"."t" drop constraint "c_gone";
-- alter table t: Drop check (b > 1) of t
alter table "public"."t" drop constraint "c_inherit";
-- alter table t: Drop check (b > 2) of t
alter table "public"."t" drop constraint "c_less";
-- alter table t: Add check (a > 1) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil a > 1
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "c_expression" check (a > 1);
-- alter table t: Add check (b > 1) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil b > 1
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "c_inherit" check (b > 1) no inherit;
-- alter table t: Add check (a > '-1'::integer) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil a > '-1'::integer
alter table "public"."t" add constraint "c_all" check (a > '-1'::integer) no inherit not valid;
-- alter table t: Comment on constraint c_all of t
comment on constraint "c_all" on "public"."t" is 'of it';
-- alter table t: Add check ((a + b) < 1000) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil (a + b) < 1000
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "t_check" check ((a + b) < 1000);
-- alter table t: Comment on constraint t_check of t
comment on constraint "t_check" on "public"."t" is 'without a name';
-- alter table t: Add check (b > 2) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil b > 2
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "c_less" check (b > 2);
-- alter table t: Check all rows of t against constraint c_valid
alter table "public"."t" validate constraint "c_valid";
-- alter table t: Comment on constraint c_comment of t
comment on constraint "c_comment" on "public"."t" is 'new';
-- alter table t: Remove the comment on constraint c_nothing of t
comment on constraint "c_nothing" on "public"."t" is null;
-- rename table t: Rename constraint c_old of t to c_new
alter table "public"."t" rename constraint "c_old" to "c_new";
