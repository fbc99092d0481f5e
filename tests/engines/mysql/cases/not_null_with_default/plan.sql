-- seed table t: Set a of t to its default where it is null
--   changes-data (1): Sets column a of t to 5 where it is null, in 1 row
update `t` set `a` = 5 where `a` is null;
-- seed table t: Set b of t to its default where it is null
--   changes-data (1): Sets column b of t to 'x' where it is null, in 1 row
update `t` set `b` = 'x' where `b` is null;
-- seed table t: Set d of t to its default where it is null
--   changes-data (1): Sets column d of t to current_timestamp where it is null, in 1 row
update `t` set `d` = current_timestamp where `d` is null;
-- alter table t: Change table t: change column a, set not null, set default 5; change column b, set not null, set default 'x'; change column d, set not null, set default current_timestamp
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (2): Writes 2 rows of t anew
alter table `t` modify column `a` int not null default 5, modify column `b` varchar(10) not null default 'x', modify column `d` datetime not null default current_timestamp;
