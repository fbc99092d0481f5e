-- alter table t: Change table t: drop index wide; create index fk_a
--   because In place: others go on reading and writing
alter table `t` drop key `wide`, add key `fk_a` (`a`), algorithm=inplace, lock=none;
