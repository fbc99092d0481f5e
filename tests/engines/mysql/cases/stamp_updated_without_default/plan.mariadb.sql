-- alter table t: Change column a of t: set default '0000-00-00 00:00:00', engine options
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` timestamp not null default '0000-00-00 00:00:00' on update current_timestamp;
