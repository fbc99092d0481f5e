-- alter table t: Change table t: drop index kind; drop index longer; drop index order; drop index said; drop index single; drop index u1; drop index up; create index order; create index longer; create index up; create index single; create index kind; create index said; create index u1; rename index name to renamed; rename index u2 to u3
--   because In place: others can read it, and wait to write
--   may-fail (1): Fails when there are rows of t which share their key with another
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop key `kind`, drop key `longer`, drop key `order`, drop key `said`, drop key `single`, drop key `u1`, drop key `up`, rename key `name` to `renamed`, rename key `u2` to `u3`, add key `order` (`b`, `a`), add key `longer` (`c`(20)), add key `up` (`a`), add key `single` (`b`, `id`), add fulltext key `kind` (`c`), add key `said` (`b`, `c`(4)) comment 'it''s two', add unique key `u1` (`a`, `b`);
