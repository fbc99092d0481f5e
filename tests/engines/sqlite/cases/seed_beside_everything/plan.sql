-- seed table t: Set a of one row of t
--   changes-data (1): Overwrites a of one row of t
update "t" set "a" = 'changed' where "id" = 1;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "p", "a") values
  (2, 2, 's');
