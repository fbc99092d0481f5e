-- drop index a_ix: Drop index a_ix of t
drop index "public"."a_ix";
-- drop index ab: Drop index ab of t
drop index "public"."ab";
-- drop index d: Drop index d of t
drop index "public"."d";
-- drop index e: Drop index e of t
drop index "public"."e";
-- drop index h: Drop index h of t
drop index "public"."h";
-- drop index p: Drop index p of t
drop index "public"."p";
-- create index ab: Create index ab on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "ab" on "public"."t" ("b", "a");
-- create index a_ix: Create index a_ix on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create unique index "a_ix" on "public"."t" ("a");
-- create index e: Create index e on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "e" on "public"."t" ((upper(c)));
-- create index p: Create index p on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "p" on "public"."t" ("b") where (b > 5);
-- create index d: Create index d on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "d" on "public"."t" ("b" desc);
-- create index h: Create index h on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "h" on "public"."t" using "hash" ("a");
-- alter table t: Change storage parameters of index f of t
alter index "public"."f" set ("fillfactor" = '50');
-- rename table t: Rename index c_old of t to c_new
alter index "public"."c_old" rename to "c_new";
