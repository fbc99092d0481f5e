-- rename table hh: Rename table h to hh
--   because Only the name changes: no row is written
rename table `h` to `hh`;
-- rename table tt: Rename table t to tt
--   because Only the name changes: no row is written
rename table `t` to `tt`;
-- other session sql_mode: Programs are made under the server's own sql_mode, which they keep
set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
-- alter event e: Replace event e
create or replace definer = `root`@`127.0.0.1` event `e`
  on schedule every 1 day starts '2031-01-01 00:00:00'
  on completion not preserve
  enable
  do delete from tt where n > 1000;
-- alter function f: Replace function f
create or replace definer = `root`@`127.0.0.1` function `f` (`least` int)
  returns int
  reads sql data
return (select count(*) from tt where n >= least);
-- other session sql_mode: Back to the sql_mode of the plan
set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
-- alter view v: Replace view v
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `v` as
select tt.id, tt.a, tt.g, p.k from tt join p on p.id = tt.p;
