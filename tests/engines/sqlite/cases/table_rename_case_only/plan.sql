-- rename table t: Rename table T to t
alter table "T" rename to "_schemahero_new_t";
alter table "_schemahero_new_t" rename to "t";
-- rename table t: Rename column A of t to a
alter table "t" rename column "A" to "a";
