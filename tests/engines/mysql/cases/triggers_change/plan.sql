-- drop trigger two: Drop trigger two
drop trigger `two`;
-- drop trigger gone: Drop trigger gone
drop trigger `gone`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create trigger between: Create trigger between on t
create definer = `root`@`127.0.0.1` trigger `between` before insert on `t` for each row
set new.a = new.a + 10;
-- create trigger two: Create trigger two on t
create definer = `root`@`127.0.0.1` trigger `two` before insert on `t` for each row
set new.a = new.a * 3;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
