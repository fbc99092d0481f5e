-- rename table p: Rename column id to pid of p
--   because Only the definition changes: no row is written
alter table `p` rename column `id` to `pid`;
-- alter table t: Let go of check ck, index ig, generated column g of t
--   because A column that they use cannot be renamed under them; they are made anew after it
alter table `t` drop constraint `ck`, drop key `ig`, drop column `g`;
-- rename table t: Rename column a to b, r to q of t
--   because Only the definition changes: no row is written
alter table `t` rename column `a` to `b`, rename column `r` to `q`;
-- alter table t: Change table t: add column g; add check (b > 0); create index ig
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails when there are rows of t which do not fulfil b > 0
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add column `g` int generated always as (b + 1) stored, add constraint `ck` check (b > 0), add key `ig` (`g`);
