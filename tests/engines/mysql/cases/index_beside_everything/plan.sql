-- alter table h: Create index iw on h
--   because In place: others go on reading and writing
alter table `h` add key `iw` (`w`), algorithm=inplace, lock=none;
-- alter table p: Change table p: drop index uk; create index uk
--   because In place: others go on reading and writing
--   may-fail (1): Fails when there are rows of p which share their key with another
alter table `p` drop key `uk`, add unique key `uk` (`k`, `id`), algorithm=inplace, lock=none;
-- alter table t: Change table t: drop index fp; drop index ia; drop index ig; create index ia; create index ip
--   because In place: others go on reading and writing
alter table `t` drop key `fp`, drop key `ia`, drop key `ig`, add key `ia` (`n`, `a`), add key `ip` (`p`, `g`), algorithm=inplace, lock=none;
