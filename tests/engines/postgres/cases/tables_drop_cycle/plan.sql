-- alter table a: Drop foreign key a_b_fkey of a, which goes too
alter table "public"."a" drop constraint "a_b_fkey";
-- alter table b: Drop foreign key b_a_fkey of b, which goes too
alter table "public"."b" drop constraint "b_a_fkey";
-- drop table b: Drop table b
--   deletes-data (0): Deletes table b with 0 rows [drop-table:b]
drop table "public"."b";
-- drop table a: Drop table a
--   deletes-data (1): Deletes table a with 1 row [drop-table:a]
drop table "public"."a";
