-- alter table t: Change table t: change column b, type int to bigint, place among the columns; add column n; add column m; change column c, place among the columns; change column d, place among the columns
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add column `n` int null, add column `m` int null first, modify column `b` bigint null after `m`, modify column `c` int null after `b`, modify column `d` int null after `n`;
