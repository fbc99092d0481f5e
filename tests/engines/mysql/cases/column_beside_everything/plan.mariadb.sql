-- drop trigger tr: Drop trigger tr
drop trigger `tr`;
-- alter table t: Let go of check ck, index ig, generated column g of t
--   because A column that they use cannot be renamed under them; they are made anew after it
alter table `t` drop constraint `ck`, drop key `ig`, drop column `g`;
-- rename table t: Rename column p to q, n to m of t
--   because Only the definition changes: no row is written
alter table `t` rename column `p` to `q`, rename column `n` to `m`;
-- alter table h: Change column w of h: type int to bigint
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of h anew
--   exclusive-lock (2): Keeps others from writing to h while it goes through 2 rows
alter table `h` modify column `w` bigint null;
-- alter table t: Change table t: change column a, type varchar(20) to varchar(60), set default 'y'; change column m, type int to bigint; add column g; add check (m > 0); create index ig
--   because The table is copied: others can read it, and wait to write
--   may-fail (2): Fails when there are rows of t which do not fulfil m > 0
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` modify column `a` varchar(60) null default 'y', modify column `m` bigint not null default 1, add column `g` int generated always as (m * 2) stored, add constraint `ck` check (m > 0), add key `ig` (`g`);
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter event e: Replace event e
create or replace definer = `root`@`127.0.0.1` event `e`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do delete from t where m > 1000;
-- alter function f: Replace function f
create or replace definer = `root`@`127.0.0.1` function `f` (`least` int)
  returns int
  reads sql data
return (select count(*) from t where m >= least);
-- create trigger tr: Create trigger tr on t
create definer = `root`@`127.0.0.1` trigger `tr` after insert on `t` for each row
insert into log values (new.id, new.m);
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
-- alter view v: Replace view v
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `v` as
select t.id, t.a, t.g, p.k from t join p on p.id = t.q;
-- seed table p: Insert 1 row into p
insert into `p` (`id`, `k`) values
  (2, 'two');
