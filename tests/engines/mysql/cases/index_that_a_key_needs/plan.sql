-- rename table t: Change table t: rename index idx_a to fk_a
--   because In place: others go on reading and writing
alter table `t` rename key `idx_a` to `fk_a`;
