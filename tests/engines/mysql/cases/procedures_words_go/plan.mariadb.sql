-- drop procedure gone: Drop procedure gone
drop procedure `gone`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter procedure params: Replace procedure params
create or replace definer = `root`@`127.0.0.1` procedure `params` ()
set @a = 1;
-- alter procedure words: Replace procedure words
create or replace definer = `root`@`127.0.0.1` procedure `words` ()
set @a = 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
