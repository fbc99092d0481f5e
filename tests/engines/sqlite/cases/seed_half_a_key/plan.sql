-- seed table t: Insert 1 row into t
insert into "t" ("k", "v") values
  ('a', 'y');
