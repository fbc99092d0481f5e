-- drop procedure gone: Drop procedure gone
drop procedure `gone`;
-- drop procedure params: Drop procedure params
drop procedure `params`;
-- drop procedure words: Drop procedure words
drop procedure `words`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create procedure params: Create procedure params
create definer = `root`@`127.0.0.1` procedure `params` ()
set @a = 1;
-- create procedure words: Create procedure words
create definer = `root`@`127.0.0.1` procedure `words` ()
set @a = 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
