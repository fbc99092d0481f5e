-- alter table t: Change table t: drop check (`b` <> 7); drop check (`b` < 100); add check (`b` < 200); add check (`a` in (1,2,3))
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop constraint `gone`, drop constraint `other`, add constraint `other` check (`b` < 200), add constraint `fresh` check (`a` in (1,2,3));
