-- alter table t: Change table t: change column a, type int to bigint; drop check (`b` > 0)
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `b` int null, modify column `a` bigint null check (`a` > 0);
