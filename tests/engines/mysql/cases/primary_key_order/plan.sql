-- alter table t: Make (b, a) the primary key of t
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (1): Writes 1 row of t anew
alter table `t` drop primary key, add primary key (`b`, `a`);
