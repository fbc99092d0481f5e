-- rename table t2: Rename table t to t2
alter table "t" rename to "t2";
-- rename table t2: Rename column a of t2 to aa
alter table "t2" rename column "a" to "aa";
