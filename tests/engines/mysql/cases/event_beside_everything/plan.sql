-- drop event e: Drop event e
drop event `e`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event e: Create event e
create definer = `root`@`127.0.0.1` event `e`
  on schedule every 2 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do insert into h (id, day) select id, g from v where f(1) > 0;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
