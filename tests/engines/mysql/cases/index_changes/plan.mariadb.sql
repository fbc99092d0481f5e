-- alter table t: Change table t: drop index four; drop index gone; drop index one; drop index three; drop index two; create index one; create index two; create index three; create index four; create index seven; make index hidden invisible; rename index five to six
--   because In place: others can read it, and wait to write
--   may-fail (1): Fails when there are rows of t which share their key with another
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop key `four`, drop key `gone`, drop key `one`, drop key `three`, drop key `two`, alter index `hidden` ignored, rename key `five` to `six`, add key `one` (`b`, `a`), add key `two` (`b`(20)), add key `three` (`a` desc), add unique key `four` (`a`, `b`), add fulltext key `seven` (`c`);
