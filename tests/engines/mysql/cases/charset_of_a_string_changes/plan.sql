-- alter table t: Change table t: drop check (`a` <> _latin1'é'); add check (`a` <> _utf8mb4'é')
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop constraint `ck`, add constraint `ck` check (`a` <> _utf8mb4'é');
