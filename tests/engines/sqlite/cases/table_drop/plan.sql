-- drop table t: Drop table t
--   deletes-data (1): Deletes table t with 1 row [drop-table:t]
drop table "t";
-- drop table p: Drop table p
--   deletes-data (2): Deletes table p with 2 rows [drop-table:p]
drop table "p";
