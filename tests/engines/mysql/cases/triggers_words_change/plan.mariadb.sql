-- drop trigger event: Drop trigger event
drop trigger `event`;
-- drop trigger timing: Drop trigger timing
drop trigger `timing`;
-- drop trigger owner: Drop trigger owner
drop trigger `owner`;
-- drop trigger body: Drop trigger body
drop trigger `body`;
-- drop trigger name: Drop trigger name
drop trigger `name`;
-- drop trigger last: Drop trigger last
drop trigger `last`;
-- drop trigger moved: Drop trigger moved
drop trigger `moved`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- create trigger owner: Create trigger owner on t
create definer = `root`@`localhost` trigger `owner` after update on `t` for each row
set @o = 1;
-- create trigger body: Create trigger body on t
create definer = `root`@`127.0.0.1` trigger `body` before delete on `t` for each row
set @z = 'it''s two';
-- create trigger renamed: Create trigger renamed on t
create definer = `root`@`127.0.0.1` trigger `renamed` before insert on `t` for each row
set new.a = 1;
-- create trigger moved: Create trigger moved on t
create definer = `root`@`127.0.0.1` trigger `moved` before insert on `t` for each row
set new.b = new.b + 1;
-- create trigger last: Create trigger last on t
create definer = `root`@`127.0.0.1` trigger `last` before insert on `t` for each row
set new.b = 1;
-- create trigger timing: Create trigger timing on t
create definer = `root`@`127.0.0.1` trigger `timing` before update on `t` for each row
begin set @x = 1; end;
-- create trigger event: Create trigger event on t
create definer = `root`@`127.0.0.1` trigger `event` after delete on `t` for each row
set @y = 1;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
