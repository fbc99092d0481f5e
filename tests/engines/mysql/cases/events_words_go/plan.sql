-- drop event at: Drop event at
drop event `at`;
-- drop event every: Drop event every
drop event `every`;
-- drop event gone: Drop event gone
drop event `gone`;
-- drop event said: Drop event said
drop event `said`;
-- drop event words: Drop event words
drop event `words`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event at: Create event at
create definer = `root`@`127.0.0.1` event `at`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- create event every: Create event every
create definer = `root`@`127.0.0.1` event `every`
  on schedule at '2035-02-03 04:05:06'
  on completion not preserve
  enable
  do set @a = 1;
-- create event said: Create event said
create definer = `root`@`127.0.0.1` event `said`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- create event words: Create event words
create definer = `root`@`localhost` event `words`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  comment 'one'
  do set @a = 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
