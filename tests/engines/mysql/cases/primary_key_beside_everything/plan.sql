-- alter table h: Make (day, id) the primary key of h
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (2): Writes 2 rows of h anew
alter table `h` drop primary key, add primary key (`day`, `id`);
-- alter table t: Change table t: make (n, id) the primary key; create index iid
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (2): Writes 2 rows of t anew
alter table `t` drop primary key, add primary key (`n`, `id`), add key `iid` (`id`);
