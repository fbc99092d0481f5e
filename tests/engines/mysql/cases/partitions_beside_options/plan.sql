-- alter table t: Change row format, partitions, comment of table t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` row_format = compact, comment = 'new' partition by hash (id * 2) partitions 3;
-- alter table u: Change row format of table u
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (2): Writes 2 rows of u anew
alter table `u` row_format = redundant;
