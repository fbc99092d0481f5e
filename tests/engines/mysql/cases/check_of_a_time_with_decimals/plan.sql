-- alter table t: Change column id of t: type int to bigint
--   because The table is copied: others can read it, and wait to write
alter table `t` modify column `id` bigint not null;
