-- create table t: Create table t
create table `t` (
  `id` int not null auto_increment,
  `a` int null,
  primary key (`id`)
);
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create trigger t1: Create trigger t1 on t
create definer = `root`@`127.0.0.1` trigger `t1` before insert on `t` for each row
set new.a = new.a + 1;
-- create trigger t2: Create trigger t2 on t
create definer = `root`@`127.0.0.1` trigger `t2` before insert on `t` for each row
begin
  if new.a > 10 then
    set new.a = new.a * 2;
  end if;
end;
-- create trigger t`3: Create trigger t`3 on t
create definer = `root`@`127.0.0.1` trigger `t``3` after update on `t` for each row
begin end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
