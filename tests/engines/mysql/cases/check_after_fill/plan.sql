-- seed table t: Set a of t to its default where it is null
--   changes-data (1): Sets column a of t to 5 where it is null, in 1 row
update `t` set `a` = 5 where `a` is null;
-- alter table t: Change table t: change column a, set not null, set default 5; add check (a is not null)
--   because The table is copied: others can read it, and wait to write
--   may-fail (1): Fails because of 1 row of t which do not fulfil a is not null
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` modify column `a` int not null default 5, add constraint `ck` check (a is not null);
