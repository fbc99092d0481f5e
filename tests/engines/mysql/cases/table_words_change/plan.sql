-- alter table h: Change partitions of table h
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (3): Writes 3 rows of h anew
--   exclusive-lock (3): Keeps others from writing to h while it goes through 3 rows
alter table `h` partition by hash (id) partitions 4;
-- alter table m: Change engine of table m
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of m anew
--   exclusive-lock (1): Keeps others from writing to m while it goes through 1 row
alter table `m` engine = innodb;
-- alter table t: Change table t: change row format, key block size, default character set, auto_increment, comment; change column a, collation utf8mb4_unicode_ci, engine options
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails when text of a of t has characters that utf8mb4 has not, or rows become equal under utf8mb4_unicode_ci
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `a` varchar(20) null, row_format = compressed, key_block_size = 8, default character set utf8mb4 collate utf8mb4_unicode_ci, auto_increment = 500, comment = 'it''s "two"';
