-- alter table t: Give column g of t the values that it shows
--   because What a virtual column shows becomes its own values by way of a default, which then goes
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `g`, add column `g` int null default (`z` + 1) after `at`;
-- alter table t: Change table t: change column id, drop autoincrement; change column a, drop not null, drop default, engine options; change column b, collation utf8mb4_general_ci, engine options; change column c, collation utf8mb4_general_ci; change column at, drop default, engine options; change column g, no longer generated; change column h, no longer generated; change column i, engine options; drop column gone; drop generated column s; add column s
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails when text of b of t has characters that utf8mb4 has not, or rows become equal under utf8mb4_general_ci
--   may-fail (1): Fails when text of c of t has characters that utf8mb4 has not, or rows become equal under utf8mb4_general_ci
--   deletes-data (1): Deletes column gone of t, which has a value in 1 row [drop-column:t.gone]
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `gone`, drop column `s`, modify column `id` int not null, modify column `a` int null, modify column `b` varchar(10) null, modify column `c` varchar(10) null, modify column `at` datetime null, modify column `g` int null, modify column `h` int null, modify column `i` int null, add column `s` int generated always as (`z` * 2) virtual;
