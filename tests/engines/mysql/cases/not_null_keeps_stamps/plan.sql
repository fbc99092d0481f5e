-- seed table t: Set a of t to its default where it is null
--   changes-data (1): Sets column a of t to 5 where it is null, in 1 row
update `t` set `a` = 5, `u` = `u` where `a` is null;
-- alter table t: Change column a of t: set not null, set default 5
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (1): Writes 1 row of t anew
alter table `t` modify column `a` int not null default 5;
