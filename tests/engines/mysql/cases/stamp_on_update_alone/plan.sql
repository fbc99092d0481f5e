-- alter table t: Change table t: change column a, engine options; change column b, engine options
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` datetime null default current_timestamp on update current_timestamp, modify column `b` datetime null default current_timestamp;
