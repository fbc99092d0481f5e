-- alter table t: Change table t: add column n; change column c, place among the columns
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (1): Writes 1 row of t anew
alter table `t` add column `n` int null first, modify column `c` int null after `id`;
