-- drop table t: Drop table t
--   deletes-data (2): Deletes table t with 2 rows [drop-table:t]
drop table `t`;
