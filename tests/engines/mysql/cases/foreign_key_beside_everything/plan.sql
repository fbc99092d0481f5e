-- alter table t: Drop foreign key fp of t
alter table `t` drop foreign key `fp`;
-- alter table t: Change column a of t: drop default
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` varchar(20) null;
-- alter table t: Add foreign key (a) to p on t; Add foreign key (p) to p on t
alter table `t` add constraint `fk` foreign key (`a`) references `p` (`k`), add constraint `fp` foreign key (`p`) references `p` (`id`) on delete cascade;
