-- alter table t: Drop foreign key gone of t; Drop foreign key said of t
--   because Instant: only the definition changes, no row is written
alter table `t` drop foreign key `gone`, drop foreign key `said`;
-- alter table t: Drop index gone of t
--   because In place: others go on reading and writing
alter table `t` drop key `gone`, algorithm=inplace, lock=none;
-- alter table t: Add foreign key (a) to p on t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `t_a_fkey` foreign key (`a`) references `p` (`id`);
