-- alter table t: Drop check (a > 1) of t
alter table "public"."t" drop constraint "k3";
-- rename table t: Rename constraint k2 of t to k3
alter table "public"."t" rename constraint "k2" to "k3";
-- rename table t: Rename constraint k1 of t to k2
alter table "public"."t" rename constraint "k1" to "k2";
-- alter table t: Add check (a > 0) to t
--   may-fail (1): Fails when there are rows of t which do not fulfil a > 0
--   exclusive-lock (1): Keeps others from reading and writing t while it checks 1 row
alter table "public"."t" add constraint "k1" check (a > 0);
-- rename table t: Rename constraint u2 of t to _u2
alter table "public"."t" rename constraint "u2" to "_u2";
-- rename table t: Rename constraint u1 of t to u2
alter table "public"."t" rename constraint "u1" to "u2";
-- rename table t: Rename constraint _u2 of t to u1
alter table "public"."t" rename constraint "_u2" to "u1";
-- rename table t: Rename index i2 of t to _i2
alter index "public"."i2" rename to "_i2";
-- rename table t: Rename index i3 of t to i2
alter index "public"."i3" rename to "i2";
-- rename table t: Rename index i1 of t to i3
alter index "public"."i1" rename to "i3";
-- rename table t: Rename index _i2 of t to i1
alter index "public"."_i2" rename to "i1";
