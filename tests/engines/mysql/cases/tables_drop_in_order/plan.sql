-- drop table c: Drop table c
--   deletes-data (0): Deletes table c with 0 rows [drop-table:c]
drop table `c`;
-- drop table b: Drop table b
--   deletes-data (1): Deletes table b with 1 row [drop-table:b]
drop table `b`;
-- drop table a: Drop table a
--   deletes-data (1): Deletes table a with 1 row [drop-table:a]
drop table `a`;
