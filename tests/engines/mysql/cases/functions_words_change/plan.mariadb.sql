-- drop function name: Drop function name
drop function `name`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter function body: Replace function body
create or replace definer = `root`@`127.0.0.1` function `body` ()
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
-- alter function params: Replace function params
create or replace definer = `root`@`127.0.0.1` function `params` (`x` int, `y` int)
  returns int
  deterministic
  no sql
return x + y;
-- alter function renamed: Replace function renamed
create or replace definer = `root`@`127.0.0.1` function `renamed` (`z` int)
  returns int
  deterministic
  no sql
return z;
-- alter function typed: Replace function typed
create or replace definer = `root`@`127.0.0.1` function `typed` (`x` varchar(20))
  returns varchar(30)
  deterministic
  no sql
return x;
-- alter function words: Replace function words
create or replace definer = `root`@`127.0.0.1` function `words` ()
  returns int
  reads sql data
  comment 'it''s two'
return 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
