-- alter table t: Change table t: change column a, engine options; change column b, engine options
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` int null invisible, modify column `b` int null;
