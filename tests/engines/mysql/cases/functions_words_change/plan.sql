-- drop function name: Drop function name
drop function `name`;
-- drop function body: Drop function body
drop function `body`;
-- drop function params: Drop function params
drop function `params`;
-- drop function renamed: Drop function renamed
drop function `renamed`;
-- drop function typed: Drop function typed
drop function `typed`;
-- drop function words: Drop function words
drop function `words`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create function body: Create function body
create definer = `root`@`127.0.0.1` function `body` ()
  returns int
  deterministic
  no sql
begin
  return 2;
end;
-- create function called: Create function called
create definer = `root`@`localhost` function `called` ()
  returns int
  deterministic
  no sql
return 7;
-- create function params: Create function params
create definer = `root`@`127.0.0.1` function `params` (`x` int, `y` int)
  returns int
  deterministic
  no sql
return x + y;
-- create function renamed: Create function renamed
create definer = `root`@`127.0.0.1` function `renamed` (`z` int)
  returns int
  deterministic
  no sql
return z;
-- create function typed: Create function typed
create definer = `root`@`127.0.0.1` function `typed` (`x` varchar(20))
  returns varchar(30)
  deterministic
  no sql
return x;
-- create function words: Create function words
create definer = `root`@`127.0.0.1` function `words` ()
  returns int
  reads sql data
  comment 'it''s two'
return 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
