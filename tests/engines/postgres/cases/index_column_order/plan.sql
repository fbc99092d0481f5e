-- alter table t: Drop the primary key of t
alter table "public"."t" drop constraint "t_pkey";
-- alter table t: Make (b, a) the primary key of t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add primary key ("b", "a");
-- rename table t: Rename constraint u of t to u2
alter table "public"."t" rename constraint "u" to "u2";
-- alter table t: Add unique constraint (c, b) to t
--   exclusive-lock (1): Keeps others from reading and writing t while it makes an index over 1 row
alter table "public"."t" add constraint "u" unique ("c", "b");
-- drop index abc: Drop index abc of t
drop index "public"."abc";
-- rename table t: Rename index ab of t to ba
alter index "public"."ab" rename to "ba";
-- create index ab: Create index ab on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "ab" on "public"."t" ("b", "a");
-- create index abc: Create index abc on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "abc" on "public"."t" ("a", "c", "b");
