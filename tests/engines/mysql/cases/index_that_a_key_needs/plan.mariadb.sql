-- rename table t: Change table t: rename index idx_a to fk_a
--   because Instant: only the definition changes, no row is written
alter table `t` rename key `idx_a` to `fk_a`;
