-- alter table t: Store column b of t
--   because A virtual column becomes an ordinary one only by way of a stored one; its values stay
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `b`, add column `b` int generated always as (`a` + 1) stored;
-- alter table t: Change table t: change column b, no longer generated; drop column c; add column c; drop index idx_t_c; create index idx_t_c
--   because The table is copied: others can read it, and wait to write
--   deletes-data (0): Deletes column c of t, which has a value in 0 rows [drop-column:t.c]
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `c`, drop key `idx_t_c`, modify column `b` int null, add column `c` int generated always as (a * 3) virtual, add key `idx_t_c` (`c`);
