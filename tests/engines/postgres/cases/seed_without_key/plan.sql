-- seed table t: Insert 1 row into t
insert into "public"."t" ("a", "b") values
  ('y', 2);
