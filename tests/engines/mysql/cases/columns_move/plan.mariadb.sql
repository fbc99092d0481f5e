-- alter table t: Change table t: add column n; change column c, place among the columns
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add column `n` int null first, modify column `c` int null after `id`;
