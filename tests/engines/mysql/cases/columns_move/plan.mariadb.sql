-- alter table t: Change table t: add column n; change column c, place among the columns
--   because Instant: only the definition changes, no row is written
alter table `t` add column `n` int null first, modify column `c` int null after `id`;
