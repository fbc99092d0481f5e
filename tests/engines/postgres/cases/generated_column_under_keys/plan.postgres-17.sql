-- alter table t: Change column g of t: generated as (id + 10), stored
alter table "public"."t" alter column "g" set expression as (id + 10);
-- rename table t: Rename constraint x of t to x2
alter table "public"."t" rename constraint "x" to "x2";
