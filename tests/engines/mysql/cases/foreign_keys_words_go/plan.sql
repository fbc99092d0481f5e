-- alter table t: Drop foreign key gone of t; Drop foreign key said of t
alter table `t` drop foreign key `gone`, drop foreign key `said`;
-- alter table t: Drop index gone of t
--   because In place: others go on reading and writing
alter table `t` drop key `gone`, algorithm=inplace, lock=none;
-- alter table t: Add foreign key (a) to p on t
alter table `t` add constraint `t_a_fkey` foreign key (`a`) references `p` (`id`);
