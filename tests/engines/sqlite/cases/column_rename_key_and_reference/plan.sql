-- rename table p: Rename column a of p to aa
alter table "p" rename column "a" to "aa";
-- rename table t: Rename column x of t to xx
alter table "t" rename column "x" to "xx";
