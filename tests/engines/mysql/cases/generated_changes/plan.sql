-- alter table t: Change table t: change column b, generated as (`a` + 2); change column d, no longer generated; add column n; drop generated column gone; drop generated column c; add column c
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `gone`, drop column `c`, modify column `b` int generated always as (`a` + 2) virtual, modify column `d` int null, add column `n` varchar(20) generated always as (concat(_utf8mb4'x',`a`)) virtual, add column `c` int generated always as (`a` * 2) stored;
