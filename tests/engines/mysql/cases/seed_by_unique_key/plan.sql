-- seed table t: Set v of one row of t
--   changes-data (1): Overwrites v of one row of t
update `t` set `v` = 1 where `k` = 'a';
-- seed table t: Insert 1 row into t
insert into `t` (`k`, `v`) values
  ('b', 2);
