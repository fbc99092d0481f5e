-- rename table t: Rename column a of t to aa
alter table "t" rename column "a" to "aa";
-- rename table t: Rename column b of t to bb
alter table "t" rename column "b" to "bb";
-- rename table t: Rename column p of t to pp
alter table "t" rename column "p" to "pp";
