-- rename event called: Rename event name to called
alter definer = `root`@`localhost` event `name` rename to `called`;
-- rename event only: Rename event once to only
alter definer = `root`@`localhost` event `once` rename to `only`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter event at: Replace event at
create or replace definer = `root`@`127.0.0.1` event `at`
  on schedule at '2035-02-03 04:05:06'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event called: Replace event called
create or replace definer = `root`@`localhost` event `called`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 2;
-- alter event every: Replace event every
create or replace definer = `root`@`127.0.0.1` event `every`
  on schedule every 2 week starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event kind: Replace event kind
create or replace definer = `root`@`127.0.0.1` event `kind`
  on schedule at '2035-02-03 04:05:06'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event starts: Replace event starts
create or replace definer = `root`@`127.0.0.1` event `starts`
  on schedule every 1 day starts '2032-01-01 00:00:00' ends '2036-01-01 00:00:00'
  on completion not preserve
  enable
  do set @a = 1;
-- alter event words: Replace event words
create or replace definer = `root`@`127.0.0.1` event `words`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  comment 'two'
  do begin
  set @a = 2;
end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
