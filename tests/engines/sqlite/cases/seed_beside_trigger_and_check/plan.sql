-- seed table t: Insert 1 row into t
insert into "t" ("id", "a") values
  (1, 5);
