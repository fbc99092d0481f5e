-- alter table t: Change table t: add column new; change column last, place among the columns; change column a, place among the columns; change column b, place among the columns; change column c, place among the columns
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (1): Writes 1 row of t anew
alter table `t` modify column `c` int null after `id`, modify column `b` int null after `c`, modify column `a` int null after `b`, add column `new` int null after `a`, modify column `last` int null after `new`;
