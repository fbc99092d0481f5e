-- rename event ee: Rename event e to ee
alter definer = `root`@`localhost` event `e` rename to `ee`;
-- rename event oo: Rename event o to oo
alter definer = `root`@`127.0.0.1` event `o` rename to `oo`;
-- drop event ee: Drop event ee
drop event `ee`;
-- rename table tt: Rename table t to tt
--   because Only the name changes: no row is written
rename table `t` to `tt`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event ee: Create event ee
create definer = `root`@`localhost` event `ee`
  on schedule every 1 day starts '2031-01-01 00:00:00' ends '2036-01-01 00:00:00'
  on completion preserve
  disable
  comment 'one'
  do delete from tt;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
