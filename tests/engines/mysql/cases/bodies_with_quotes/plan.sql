-- create table t: Create table t
create table `t` (
  `id` int not null,
  `back``tick` int null,
  primary key (`id`)
);
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create procedure p: Create procedure p
create definer = `root`@`127.0.0.1` procedure `p` (`a``b` int)
  deterministic
  no sql
  sql security invoker
  comment 'deterministic
it''s'
set @x = concat('it''s; 1', "a""b", '', 'c\\n');
-- create function f: Create function f
create definer = `root`@`127.0.0.1` function `f` (`a` enum('x','it''s)'))
  returns varchar(20)
  deterministic
return concat(a, 'it''s');
-- create event e: Create event e
create event `e`
  on schedule every 1 day starts '2033-01-01 00:00:00'
  on completion not preserve
  enable
  comment 'do set it''s'
  do set @y = 'it''s; do';
-- create trigger tr`1: Create trigger tr`1 on t
create definer = `root`@`127.0.0.1` trigger `tr``1` after delete on `t` for each row
begin if old.`back``tick` is null then set @n = 'it''s; 1'; end if; end;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
