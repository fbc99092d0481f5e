-- alter table t: Change table t: add column new; change column last, place among the columns; change column a, place among the columns; change column b, place among the columns; change column c, place among the columns
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `c` int null after `id`, modify column `b` int null after `c`, modify column `a` int null after `b`, add column `new` int null after `a`, modify column `last` int null after `new`;
