-- rename table t: Rename column b of t to b2
alter table "t" rename column "b" to "b2";
-- rename table t: Rename column c of t to c2
alter table "t" rename column "c" to "c2";
-- rename table t: Rename column a of t to a2
alter table "t" rename column "a" to "a2";
