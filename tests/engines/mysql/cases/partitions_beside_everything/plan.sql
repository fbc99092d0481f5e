-- alter table h: Change partitions of table h
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of h anew
--   exclusive-lock (2): Keeps others from writing to h while it goes through 2 rows
alter table `h` partition by hash (day) partitions 3;
-- alter table log: Change partitions of table log
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of log anew
--   exclusive-lock (2): Keeps others from writing to log while it goes through 2 rows
alter table `log` partition by key (id) partitions 2;
