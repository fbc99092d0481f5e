-- drop function f: Drop function f
drop function `f`;
-- drop procedure gone: Drop procedure gone
drop procedure `gone`;
-- drop procedure p: Drop procedure p
drop procedure `p`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create function f: Create function f
create definer = `root`@`127.0.0.1` function `f` (`x` bigint)
  returns bigint
  deterministic
return x + 2;
-- create procedure p: Create procedure p
create definer = `root`@`127.0.0.1` procedure `p` ()
  sql security invoker
  comment 'new'
begin end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
