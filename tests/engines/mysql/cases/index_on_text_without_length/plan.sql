-- alter table kept: Change table kept: drop index k; create index k
--   because In place: others go on reading and writing
alter table `kept` drop key `k`, add key `k` (`a`(768)), algorithm=inplace, lock=none;
-- alter table t: Change table t: drop index k_c; create index k_a; create index k_b; create index k_c; create index u_a; create index u_ef; create index k_ef
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails when there are rows of t which share their key with another
--   may-fail (1): Fails when there are rows of t which share their key with another
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop key `k_c`, add key `k_a` (`a`(768)), add key `k_b` (`b`(3072)), add key `k_c` (`c`(768)), add unique key `u_a` (`a`) using hash, add unique key `u_ef` (`e`, `f`) using hash, add key `k_ef` (`e`(400), `f`);
