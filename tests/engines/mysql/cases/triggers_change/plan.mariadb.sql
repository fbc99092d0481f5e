-- drop trigger gone: Drop trigger gone
drop trigger `gone`;
-- drop trigger two: Drop trigger two
drop trigger `two`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- create trigger between: Create trigger between on t
create definer = `root`@`127.0.0.1` trigger `between` before insert on `t` for each row
set new.a = new.a + 10;
-- create trigger two: Create trigger two on t
create definer = `root`@`127.0.0.1` trigger `two` before insert on `t` for each row
set new.a = new.a * 3;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
