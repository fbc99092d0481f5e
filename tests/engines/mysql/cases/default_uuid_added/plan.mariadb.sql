-- alter table t: Change table t: change column a, type varchar(40) to varchar(50), set default (uuid()); add column b; add column c; add column d
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` varchar(50) null default (uuid()), add column `c` int null, add column `d` double null default (length(uuid()) + 0.5), add column `b` varchar(40) not null default (concat('v', length(uuid()))) comment 'one' after `id`;
