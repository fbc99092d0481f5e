-- alter table t: Create index t_b_fkey on t
--   because In place: others go on reading and writing
alter table `t` add key `t_b_fkey` (`b`), algorithm=inplace, lock=none;
-- alter table t: Add foreign key (b) to p on t
alter table `t` add constraint `t_b_fkey` foreign key (`b`) references `p` (`id`) on delete set null on update cascade;
