-- seed table t: Set a of one row of t
--   changes-data (1): Overwrites a of one row of t
update "t" set "a" = 'new' where "id" = 2;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "a") values
  (3, 'fresh');
