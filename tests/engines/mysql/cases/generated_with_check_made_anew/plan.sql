-- alter table t: Change table t: drop generated column g; add column g; drop check (`g` < 100); add check (`g` < 100)
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `g`, drop constraint `ck`, add column `g` int generated always as (`a` + 1) stored, add constraint `ck` check (`g` < 100);
