-- alter table t: Change table t: change column a, engine options; change column b, engine options
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `a` point srid 4326 null, modify column `b` point srid 0 null;
