-- drop table t: Drop table t
--   deletes-data (1): Deletes table t with 1 row [drop-table:t]
drop table "t";
