-- alter table t: Drop foreign key fk_a of t
alter table `t` drop foreign key `fk_a`;
-- alter table t: Add foreign key (a) to p on t
alter table `t` add constraint `fk_a` foreign key (`a`) references `p` (`id`) on delete cascade;
