-- alter table t: Change table t: change default character set; change column a, collation utf8mb4_general_ci, engine options
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails when text of a of t has characters that utf8mb4 has not, or rows become equal under utf8mb4_general_ci
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `a` varchar(20) null, default character set utf8mb4 collate utf8mb4_general_ci;
