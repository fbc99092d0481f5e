-- drop table t: Drop table t
--   deletes-data (0): Deletes table t with 0 rows [drop-table:t]
drop table "public"."t";
