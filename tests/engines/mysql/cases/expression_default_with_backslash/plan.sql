-- alter table t: Change table t: add column a; add column b
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add column `a` text null default ('it''s'), add column `b` varchar(20) null default (concat('x) it\'s', ''));
