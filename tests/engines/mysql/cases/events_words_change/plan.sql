-- rename event called: Rename event name to called
alter definer = `root`@`localhost` event `name` rename to `called`;
-- rename event only: Rename event once to only
alter definer = `root`@`localhost` event `once` rename to `only`;
-- drop event at: Drop event at
drop event `at`;
-- drop event called: Drop event called
drop event `called`;
-- drop event every: Drop event every
drop event `every`;
-- drop event kind: Drop event kind
drop event `kind`;
-- drop event starts: Drop event starts
drop event `starts`;
-- drop event words: Drop event words
drop event `words`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event at: Create event at
create definer = `root`@`127.0.0.1` event `at`
  on schedule at '2035-02-03 04:05:06'
  on completion not preserve
  enable
  do set @a = 1;
-- create event called: Create event called
create definer = `root`@`localhost` event `called`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 2;
-- create event every: Create event every
create definer = `root`@`127.0.0.1` event `every`
  on schedule every 2 week starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- create event kind: Create event kind
create definer = `root`@`127.0.0.1` event `kind`
  on schedule at '2035-02-03 04:05:06'
  on completion not preserve
  enable
  do set @a = 1;
-- create event starts: Create event starts
create definer = `root`@`127.0.0.1` event `starts`
  on schedule every 1 day starts '2032-01-01 00:00:00' ends '2036-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- create event words: Create event words
create definer = `root`@`127.0.0.1` event `words`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  comment 'two'
  do begin
  set @a = 2;
end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
