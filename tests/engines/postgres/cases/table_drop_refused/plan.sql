-- drop table a: Drop table a
--   deletes-data (2): Deletes table a with 2 rows [drop-table:a]
drop table "public"."a";
