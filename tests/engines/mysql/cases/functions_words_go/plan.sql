-- drop function gone: Drop function gone
drop function `gone`;
-- drop function params: Drop function params
drop function `params`;
-- drop function words: Drop function words
drop function `words`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create function params: Create function params
create definer = `root`@`127.0.0.1` function `params` ()
  returns int
  deterministic
  no sql
return 1;
-- create function words: Create function words
create definer = `root`@`127.0.0.1` function `words` ()
  returns int
return 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
