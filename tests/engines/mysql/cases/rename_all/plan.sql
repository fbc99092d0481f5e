-- drop trigger t1: Drop trigger t1
drop trigger `t1`;
-- drop trigger t2: Drop trigger t2
drop trigger `t2`;
-- drop event eve: Drop event eve
drop event `eve`;
-- drop function fun: Drop function fun
drop function `fun`;
-- drop procedure pro: Drop procedure pro
drop procedure `pro`;
-- rename table later: Rename table t to later
--   because Only the name changes: no row is written
rename table `t` to `later`;
-- rename table parent: Rename table p to parent
--   because Only the name changes: no row is written
rename table `p` to `parent`;
-- alter table later: Let go of check c1, generated column v, generated column s of later
--   because A column that they use cannot be renamed under them; they are made anew after it
alter table `later` drop constraint `c1`, drop column `v`, drop column `s`;
-- rename table later: Rename column id to key, n to num, a to text, at to when, h to hidden, p to parent of later
--   because Only the definition changes: no row is written
alter table `later` rename column `id` to `key`, rename column `n` to `num`, rename column `a` to `text`, rename column `at` to `when`, rename column `h` to `hidden`, rename column `p` to `parent`;
-- rename table parent: Rename column a to aa of parent
--   because Only the definition changes: no row is written
alter table `parent` rename column `a` to `aa`;
-- alter table later: Change table later: add column virt; add column kept; add check (num > 0 and hidden <> num)
--   because The table is copied: others can read it, and wait to write
--   may-fail (2): Fails when there are rows of later which do not fulfil num > 0 and hidden <> num
--   rewrites-table (2): Writes 2 rows of later anew
--   exclusive-lock (2): Keeps others from writing to later while it goes through 2 rows
alter table `later` add column `virt` int generated always as (num + 1) virtual, add column `kept` int generated always as (num + 2) stored, add constraint `c1` check (num > 0 and hidden <> num);
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
-- create event eve: Create event eve
create definer = `root`@`127.0.0.1` event `eve`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do delete from later where hidden = 1;
-- create function fun: Create function fun
create definer = `root`@`127.0.0.1` function `fun` ()
  returns int
  reads sql data
return (select sum(num) from later);
-- create procedure pro: Create procedure pro
create definer = `root`@`127.0.0.1` procedure `pro` ()
update later set hidden = 0;
-- create trigger t1: Create trigger t1 on later
create definer = `root`@`localhost` trigger `t1` before update on `later` for each row
set new.num = old.num + 1;
-- create trigger t2: Create trigger t2 on later
create definer = `root`@`127.0.0.1` trigger `t2` before update on `later` for each row
set new.num = new.num * 2;
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
-- alter view view: Replace view view
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `view` as
select `key`, num, virt from later;
-- seed table parent: Insert 1 row into parent
insert into `parent` (`aa`) values
  (2);
