-- rename table t: Rename column a of t to aa
alter table "t" rename column "a" to "aa";
