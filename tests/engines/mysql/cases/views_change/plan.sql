-- drop view gone: Drop view gone
drop view `gone`;
-- alter table t: Add column c to t
--   because Instant: only the definition changes, no row is written
alter table `t` add column `c` int null;
-- alter view changes: Replace view changes
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `changes` as
select id from t;
-- alter view star: Replace view star
create or replace algorithm = undefined definer = `root`@`127.0.0.1` view `star` as
select * from t;
