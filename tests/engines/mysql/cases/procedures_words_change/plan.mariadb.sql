-- drop procedure name: Drop procedure name
drop procedure `name`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- create procedure called: Create procedure called
create definer = `root`@`localhost` procedure `called` ()
set @a = 7;
-- alter procedure mode: Replace procedure mode
create or replace definer = `root`@`127.0.0.1` procedure `mode` (inout `z` int)
set z = 2;
-- alter procedure params: Replace procedure params
create or replace definer = `root`@`127.0.0.1` procedure `params` (`x` int, out `y` bigint)
set y = x;
-- alter procedure words: Replace procedure words
create or replace definer = `root`@`127.0.0.1` procedure `words` ()
  modifies sql data
  comment 'two'
begin
  set @a = 2;
  set @b = ';';
end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
