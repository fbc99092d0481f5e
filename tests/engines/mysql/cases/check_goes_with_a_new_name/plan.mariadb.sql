-- rename table s: Rename table t to s
--   because Only the name changes: no row is written
rename table `t` to `s`;
-- alter table s: Change table s: drop check (`a` > 0); drop check (`a` > 1)
--   because Instant: only the definition changes, no row is written
alter table `s` drop constraint `CONSTRAINT_1`, drop constraint `t_chk_mine`;
