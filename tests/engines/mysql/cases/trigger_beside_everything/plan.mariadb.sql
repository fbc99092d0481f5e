-- drop trigger tr: Drop trigger tr
drop trigger `tr`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- create trigger th: Create trigger th on h
create definer = `root`@`127.0.0.1` trigger `th` before update on `h` for each row
set new.w = old.w + 1;
-- create trigger tr: Create trigger tr on t
create definer = `root`@`127.0.0.1` trigger `tr` after insert on `t` for each row
insert into log values (new.id, new.g);
-- create trigger tb: Create trigger tb on t
create definer = `root`@`127.0.0.1` trigger `tb` before insert on `t` for each row
set new.a = upper(new.a);
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
