-- alter table s: Add column a to s
--   because Instant: only the definition changes, no row is written
alter table `s` add column `a` int null;
-- alter table t: Change partitions of table t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` partition by range (id) (partition p0 values less than (10), partition p1 values less than maxvalue);
