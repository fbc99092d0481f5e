-- alter table t: Drop foreign key fp of t
--   because In place: others go on reading and writing
alter table `t` drop foreign key `fp`;
-- alter table t: Change column a of t: drop default
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` varchar(20) null, algorithm=instant;
-- alter table t: Add foreign key (a) to p on t; Add foreign key (p) to p on t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` add constraint `fk` foreign key (`a`) references `p` (`k`), add constraint `fp` foreign key (`p`) references `p` (`id`) on delete cascade;
