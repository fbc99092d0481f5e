-- alter table t: Drop unique constraint (a, b) of t
alter table "public"."t" drop constraint "u_columns";
-- alter table t: Drop unique constraint (b) of t
alter table "public"."t" drop constraint "u_deferrable";
-- alter table t: Drop unique constraint (a) of t
alter table "public"."t" drop constraint "u_distinct";
-- alter table t: Drop unique constraint (a, c) of t
alter table "public"."t" drop constraint "u_include";
-- alter table t: Add unique constraint (c) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u_columns" unique ("c");
-- alter table t: Add unique constraint (a, c) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u_include" unique ("a", "c") include ("b");
-- alter table t: Add unique constraint (a) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u_distinct" unique nulls not distinct ("a");
-- alter table t: Add unique constraint (b) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u_deferrable" unique ("b") deferrable initially deferred;
-- alter table t: Comment on constraint u_comment of t
comment on constraint "u_comment" on "public"."t" is 'new';
-- rename table t: Rename constraint u_old of t to u_new
alter table "public"."t" rename constraint "u_old" to "u_new";
