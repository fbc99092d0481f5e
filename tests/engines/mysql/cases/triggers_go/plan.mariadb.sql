-- drop trigger gone: Drop trigger gone
drop trigger `gone`;
-- drop trigger stays: Drop trigger stays
drop trigger `stays`;
-- drop trigger u1: Drop trigger u1
drop trigger `u1`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- create trigger stays: Create trigger stays on t
create definer = `root`@`localhost` trigger `stays` before insert on `t` for each row
set new.a = 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
