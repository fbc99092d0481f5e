-- alter table t: Change column a of t: type text to integer
--   changes-data (2): Converts column a of t from text to integer in 2 rows
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from reading and writing t while it rewrites 2 rows
alter table "public"."t" alter column "a" type integer using "a"::integer;
-- alter table t: Add column other to t
alter table "public"."t" add column "other" text;
