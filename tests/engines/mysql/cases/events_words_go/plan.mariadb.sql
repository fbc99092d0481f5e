-- drop event gone: Drop event gone
drop event `gone`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter event at: Replace event at
create or replace definer = `root`@`127.0.0.1` event `at`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event every: Replace event every
create or replace definer = `root`@`127.0.0.1` event `every`
  on schedule at '2035-02-03 04:05:06'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event said: Replace event said
create or replace definer = `root`@`127.0.0.1` event `said`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event words: Replace event words
create or replace definer = `root`@`localhost` event `words`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  comment 'one'
  do set @a = 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
