-- alter table s: Add column a to s
--   because Instant: only the definition changes, no row is written
alter table `s` add column `a` int null;
-- alter table t: Change partitions of table t
--   rewrites-table (2): Writes 2 rows of t anew
alter table `t` partition by range (id) (partition p0 values less than (10), partition p1 values less than maxvalue);
