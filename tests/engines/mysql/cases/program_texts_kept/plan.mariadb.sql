-- create table t: Create table t
create table `t` (
  `id` int not null,
  `a` int null,
  `b` int null,
  primary key (`id`)
);
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- create event e: Create event e
create event `e`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  comment 'do it'
  do delete from t where concat(a, 'it''s \\ do') = "x";
-- create function f: Create function f
create definer = `root`@`127.0.0.1` function `f` ()
  returns varchar(50)
  deterministic
  comment 'it''s \\ a comment'
begin
  declare `a``b` int default 1;
  -- it's a remark
  return concat('it''s \\ ', "two\n", `a``b`, _latin1'x', ' for each row do');
end;
-- create procedure p: Create procedure p
create definer = `root`@`127.0.0.1` procedure `p` ()
select 'it''s', '\\';
-- create trigger tr: Create trigger tr on t
create definer = `root`@`127.0.0.1` trigger `tr` before delete on `t` for each row
set @z = 'it''s \\ \'two\'';
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
-- create view v: Create view v
create definer = `root`@`127.0.0.1` view `v` as
select 'it''s \\ x' as `a``b` from t where id > '\\';
