-- rename table t: Rename column id of t to nr
alter table "t" rename column "id" to "nr";
-- rename table t: Rename column a of t to label
alter table "t" rename column "a" to "label";
