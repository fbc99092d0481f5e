-- alter table t: Change table t: change column a, type varchar(40) to varchar(50), drop default; add column b; add column c; add column d
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (2): Writes 2 rows of t anew
alter table `t` modify column `a` varchar(50) null, add column `c` int null, add column `d` double null, add column `b` varchar(40) null comment 'one' after `id`;
-- seed table t: Give 2 rows of t a value in b, d
update `t` set `b` = (concat('v', length(uuid()))), `d` = (length(uuid()) + 0.5);
-- alter table t: Set the default of b, d, a of t
--   because MySQL adds no column beside a default that differs on replicas; it is set afterwards
alter table `t` modify column `b` varchar(40) not null default (concat('v', length(uuid()))) comment 'one', modify column `d` double null default (length(uuid()) + 0.5), modify column `a` varchar(50) null default (uuid());
