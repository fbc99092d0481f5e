-- alter table t: Change column e of t: type enum('a','b','c') to enum('c','b','a'), set default 'b'
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` modify column `e` enum('c','b','a') not null default 'b';
