-- alter table t: Give column b of t the values that it shows
--   because What a virtual column shows becomes its own values by way of a default, which then goes
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `b`, add column `b` int null default (`a` + 1) after `a`;
-- alter table t: Change table t: change column b, no longer generated; drop column c; add column c; drop index idx_t_c; create index idx_t_c
--   because The table is copied: others can read it, and wait to write
--   deletes-data (0): Deletes column c of t, which has a value in 0 rows [drop-column:t.c]
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `c`, drop key `idx_t_c`, modify column `b` int null, add column `c` int generated always as (a * 3) virtual, add key `idx_t_c` (`c`);
