-- drop table docs: Drop virtual table docs
--   deletes-data (1): Deletes table docs with 1 row [drop-table:docs]
drop table "docs";
