-- alter table t: Drop index u of t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop key `u`;
