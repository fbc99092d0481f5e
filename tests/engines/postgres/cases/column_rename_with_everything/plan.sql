-- rename table new: Rename table old to new
alter table "public"."old" rename to "new";
-- rename table new: Rename column id of new to id2
alter table "public"."new" rename column "id" to "id2";
-- rename table new: Rename column n of new to n2
alter table "public"."new" rename column "n" to "n2";
-- rename table new: Rename column a of new to a2
alter table "public"."new" rename column "a" to "a2";
-- rename table new: Rename column c of new to c2
alter table "public"."new" rename column "c" to "c2";
-- rename table new: Rename column g of new to g2
alter table "public"."new" rename column "g" to "g2";
-- rename table new: Rename column i of new to i2
alter table "public"."new" rename column "i" to "i2";
-- alter table new: Change column i2 of new: type text to integer
--   changes-data (1): Converts column i2 of new from text to integer in 1 row
--   rewrites-table (1): Writes 1 row of new anew
--   exclusive-lock (1): Keeps others from reading and writing new while it rewrites 1 row
alter table "public"."new" alter column "i2" type integer using length(i2);
