-- alter table t: Change column a of t: drop default, engine options
--   because Instant: only the definition changes, no row is written
alter table `t` modify column `a` timestamp not null on update current_timestamp;
