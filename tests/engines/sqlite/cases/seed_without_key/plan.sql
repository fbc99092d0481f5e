-- seed table t: Insert 1 row into t
insert into "t" ("a", "b") values
  ('y', null);
