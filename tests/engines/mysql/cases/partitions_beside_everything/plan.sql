-- alter table h: Change partitions of table h
--   rewrites-table (2): Writes 2 rows of h anew
alter table `h` partition by hash (day) partitions 3;
-- alter table log: Change partitions of table log
--   rewrites-table (2): Writes 2 rows of log anew
alter table `log` partition by key (id) partitions 2;
