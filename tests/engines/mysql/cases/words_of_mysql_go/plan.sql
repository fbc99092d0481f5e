-- alter table t: Change table t: drop check (`id` > 0); add check (`id` > 0); drop index f1; drop index i1; create index f1
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop constraint `c1`, drop key `f1`, drop key `i1`, add constraint `c1` check (`id` > 0), add fulltext key `f1` (`a`);
