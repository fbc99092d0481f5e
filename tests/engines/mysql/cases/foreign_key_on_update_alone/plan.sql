-- alter table t: Drop foreign key fk_a of t
--   because In place: others go on reading and writing
alter table `t` drop foreign key `fk_a`;
-- alter table t: Add foreign key (a) to p on t
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `fk_a` foreign key (`a`) references `p` (`id`) on delete set null on update cascade;
