-- drop function f: Drop function f
drop function `f`;
-- drop procedure p: Drop procedure p
drop procedure `p`;
-- rename table tt: Rename table t to tt
--   because Only the name changes: no row is written
rename table `t` to `tt`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create function ff: Create function ff
create definer = `root`@`localhost` function `ff` (`x` int)
  returns int
  deterministic
  reads sql data
  sql security invoker
  comment 'one'
return (select max(a) from tt) + x;
-- create procedure pp: Create procedure pp
create definer = `root`@`localhost` procedure `pp` (out `x` int)
  deterministic
  reads sql data
  sql security invoker
  comment 'two'
set x = ff(1);
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
