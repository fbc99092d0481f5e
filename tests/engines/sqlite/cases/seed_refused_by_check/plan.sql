-- seed table t: Insert 2 rows into t
insert into "t" ("id", "a") values
  (1, 5),
  (2, -5);
