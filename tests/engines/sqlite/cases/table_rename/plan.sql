-- rename table t: Rename table old to t
alter table "old" rename to "t";
