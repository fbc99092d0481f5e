-- alter table old: Change column b of old: collation utf8mb3_general_ci, engine options
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails when text of b of old has characters that utf8mb3 has not, or rows become equal under utf8mb3_general_ci
--   rewrites-table (1): Writes 1 row of old anew
--   exclusive-lock (1): Keeps others from writing to old while it goes through 1 row
alter table `old` modify column `b` varchar(9) null;
-- create table new: Create table new
create table `new` (
  `id` int not null,
  `a` varchar(9) null,
  `b` varchar(9) character set latin2 collate latin2_general_ci null,
  primary key (`id`)
);
-- create table own: Create table own
create table `own` (
  `id` int not null,
  `a` varchar(9) null,
  primary key (`id`)
) default character set latin1 collate latin1_swedish_ci;
