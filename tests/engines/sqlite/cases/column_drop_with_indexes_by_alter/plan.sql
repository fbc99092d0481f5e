-- drop index i: Drop index i of t
drop index "i";
-- drop index j: Drop index j of t
drop index "j";
-- drop index k: Drop index k of t
drop index "k";
-- alter table t: Drop column a of t
--   deletes-data (2): Deletes column a of t, which has a value in 2 rows [drop-column:t.a]
alter table "t" drop column "a";
