-- drop procedure name: Drop procedure name
drop procedure `name`;
-- drop procedure mode: Drop procedure mode
drop procedure `mode`;
-- drop procedure params: Drop procedure params
drop procedure `params`;
-- drop procedure words: Drop procedure words
drop procedure `words`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create procedure called: Create procedure called
create definer = `root`@`localhost` procedure `called` ()
set @a = 7;
-- create procedure mode: Create procedure mode
create definer = `root`@`127.0.0.1` procedure `mode` (inout `z` int)
set z = 2;
-- create procedure params: Create procedure params
create definer = `root`@`127.0.0.1` procedure `params` (`x` int, out `y` bigint)
set y = x;
-- create procedure words: Create procedure words
create definer = `root`@`127.0.0.1` procedure `words` ()
  modifies sql data
  comment 'two'
begin
  set @a = 2;
  set @b = ';';
end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
