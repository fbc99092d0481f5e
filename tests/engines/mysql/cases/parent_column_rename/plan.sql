-- rename table p: Rename column id to number of p
--   because Only the definition changes: no row is written
alter table `p` rename column `id` to `number`;
