-- drop event e3: Drop event e3
drop event `e3`;
-- drop event e4: Drop event e4
drop event `e4`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event e1: Create event e1
create event `e1`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion preserve
  enable
  comment 'it''s'
  do delete from t where id < 5;
-- create event e2: Create event e2
create event `e2`
  on schedule at '2037-05-05 10:00:00'
  on completion not preserve
  disable
  do begin
  delete from t;
end;
-- create event e4: Create event e4
create definer = `root`@`127.0.0.1` event `e4`
  on schedule every '1:30' hour_minute starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do set @x = 2;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
