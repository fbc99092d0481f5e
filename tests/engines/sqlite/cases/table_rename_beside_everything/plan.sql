-- rename table t2: Rename table t to t2
alter table "t" rename to "t2";
-- seed table t2: Insert 1 row into t2
insert into "t2" ("id", "p", "a") values
  (2, 2, 's');
