-- alter table t: Change table t: drop index fk_a; create index idx_t_a_b
--   because In place: others go on reading and writing
alter table `t` drop key `fk_a`, add key `idx_t_a_b` (`a`, `b`), algorithm=inplace, lock=none;
