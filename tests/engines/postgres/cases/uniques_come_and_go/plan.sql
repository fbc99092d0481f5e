-- create table n: Create table n
create table "public"."n" (
  "a" integer,
  constraint "n_a_key" unique ("a")
);
-- alter table n: Comment on constraint n_a_key of n
comment on constraint "n_a_key" on "public"."n" is 'of n';
-- alter table t: Drop unique constraint (b) of t
alter table "public"."t" drop constraint "t_b_key";
-- alter table t: Drop unique constraint (d) of t
alter table "public"."t" drop constraint "u_distinct";
-- alter table t: Drop unique constraint (c) of t
alter table "public"."t" drop constraint "u_gone";
-- alter table t: Add unique constraint (a) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u_new" unique nulls not distinct ("a") include ("b");
-- alter table t: Comment on constraint u_new of t
comment on constraint "u_new" on "public"."t" is 'of u';
-- alter table t: Add unique constraint (b, a) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "t_b_a_key" unique ("b", "a") deferrable initially deferred;
-- alter table t: Comment on constraint t_b_a_key of t
comment on constraint "t_b_a_key" on "public"."t" is 'without a name';
-- alter table t: Add unique constraint (d) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u_distinct" unique ("d");
-- alter table t: Add unique constraint (b) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add unique ("b");
-- alter table t: Remove the comment on constraint u_comment of t
comment on constraint "u_comment" on "public"."t" is null;
