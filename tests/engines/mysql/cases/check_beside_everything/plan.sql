-- alter table h: Add check (w > 0) to h
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of h anew
--   exclusive-lock (2): Keeps others from writing to h while it goes through 2 rows
alter table `h` add constraint `hw` check (w > 0);
-- alter table t: Change table t: drop check (`n` > 0); add check ((`n` > 1) and (`g` > 2))
--   because The table is copied: others can read it, and wait to write
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` drop constraint `ck`, add constraint `ck` check ((`n` > 1) and (`g` > 2));
