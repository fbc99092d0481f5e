-- alter table t: Create index t_b_fkey on t
--   because In place: others go on reading and writing
alter table `t` add key `t_b_fkey` (`b`), algorithm=inplace, lock=none;
-- alter table t: Add foreign key (b) to p on t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `t_b_fkey` foreign key (`b`) references `p` (`id`) on delete set null on update cascade;
