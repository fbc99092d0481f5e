-- alter table c: Change table c: drop index one; create index prefix; create index down
--   because In place: others go on reading and writing
alter table `c` drop key `one`, add key `prefix` (`p`, `b`(5)), add key `down` (`q` desc, `id`), algorithm=inplace, lock=none;
