-- rename table t: Rename column id to rid, p to rp of t
--   because Only the definition changes: no row is written
alter table `t` rename column `id` to `rid`, rename column `p` to `rp`;
