-- rename table t: Rename column id of t to key
alter table "public"."t" rename column "id" to "key";
-- rename table t: Rename column a of t to b
alter table "public"."t" rename column "a" to "b";
-- drop table gone: Drop table gone
--   deletes-data (0): Deletes table gone with 0 rows [drop-table:gone]
drop table "public"."gone";
-- alter table t: Change column b of t: type integer to bigint
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" alter column "b" type bigint;
-- alter table c: Add column x to c
alter table "public"."c" add column "x" integer;
