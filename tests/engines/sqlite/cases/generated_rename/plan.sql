-- rename table t: Rename column a of t to aa
alter table "t" rename column "a" to "aa";
-- rename table t: Rename column v of t to vv
alter table "t" rename column "v" to "vv";
