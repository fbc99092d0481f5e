-- drop function gone: Drop function gone
drop function `gone`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter function params: Replace function params
create or replace definer = `root`@`127.0.0.1` function `params` ()
  returns int
  deterministic
  no sql
return 1;
-- alter function words: Replace function words
create or replace definer = `root`@`127.0.0.1` function `words` ()
  returns int
return 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
