-- alter table t: Let go of check wish, index small of t
--   because A column that they use cannot be renamed under them; they are made anew after it
alter table `t` drop constraint `wish`, drop key `small`;
-- rename table t: Rename column a to words, place to where of t
--   because Only the definition changes: no row is written
alter table `t` rename column `a` to `words`, rename column `place` to `where`;
-- alter table t: Change table t: add check (words > 'm'); create index small
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add constraint `wish` check (words > 'm') not enforced, add key `small` ((lower(words)), `words`);
