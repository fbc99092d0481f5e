-- alter table t: Change table t: make (a, b) the primary key; create index idx_t_id
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (2): Writes 2 rows of t anew
alter table `t` drop primary key, add primary key (`a`, `b`), add key `idx_t_id` (`id`);
