-- rename view fresh: Rename view old to fresh
rename table `old` to `fresh`;
-- rename table t: Rename column a to b of t
--   because Only the definition changes: no row is written
alter table `t` rename column `a` to `b`;
-- alter view fresh: Replace view fresh
create or replace algorithm = merge definer = `root`@`localhost` sql security invoker view `fresh` (`x`, `z`) as
select id, b from t where b < 50
with local check option;
-- alter view upper: Replace view upper
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `upper` as
select z from fresh;
