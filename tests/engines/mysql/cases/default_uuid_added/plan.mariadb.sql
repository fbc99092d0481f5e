-- alter table t: Change table t: change column a, type varchar(40) to varchar(50), set default (uuid()); add column b; add column c; add column d
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` modify column `a` varchar(50) null default (uuid()), add column `c` int null, add column `d` double null default (length(uuid()) + 0.5), add column `b` varchar(40) not null default (concat('v', length(uuid()))) comment 'one' after `id`;
