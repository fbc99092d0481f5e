-- alter table t: Let go of check c of t
--   because A column that they use cannot be renamed under them; they are made anew after it
alter table `t` drop constraint `c`;
-- rename table t: Rename column id to rid, p to rp of t
--   because Only the definition changes: no row is written
alter table `t` rename column `id` to `rid`, rename column `p` to `rp`;
-- alter table t: Add check (length(q) > 0) to t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `c` check (length(q) > 0);
