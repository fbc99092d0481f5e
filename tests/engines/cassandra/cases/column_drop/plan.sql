-- drop table t: Drop index t_w_idx of t
drop index "t_w_idx";
-- alter table t: Drop column w of t
--   deletes-data (1): Deletes column w of t, which has a value in 1 row [drop-column:t.w]
alter table "t" drop "w";
