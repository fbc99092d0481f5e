-- alter table t: Drop foreign key fk_a of t
--   because A column that the foreign key is about changes its type: it is let go of and made anew. In place: others go on reading and writing
alter table `t` drop foreign key `fk_a`;
-- alter table p: Change column id of p: type int to bigint
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of p anew
--   exclusive-lock (1): Keeps others from writing to p while it goes through 1 row
alter table `p` modify column `id` bigint not null;
-- alter table t: Change column a of t: type int to bigint
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` modify column `a` bigint null;
-- alter table t: Add foreign key (a) to p on t
--   because A column that the foreign key is about changes its type: it is let go of and made anew. The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `fk_a` foreign key (`a`) references `p` (`id`);
