-- alter table t: Change column g of t: generated as (`n` * 3), stored
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` modify column `g` int generated always as (`n` * 3) stored;
