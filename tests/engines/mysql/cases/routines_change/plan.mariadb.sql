-- drop procedure gone: Drop procedure gone
drop procedure `gone`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter function f: Replace function f
create or replace definer = `root`@`127.0.0.1` function `f` (`x` bigint)
  returns bigint
  deterministic
return x + 2;
-- alter procedure p: Replace procedure p
create or replace definer = `root`@`127.0.0.1` procedure `p` ()
  sql security invoker
  comment 'new'
begin end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
