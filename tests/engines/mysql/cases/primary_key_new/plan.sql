-- alter table t: Change table t: add column id; make (id) the primary key
--   because In place, and the table is rebuilt: others can read it, and wait to write
--   may-fail (1): Fails when there are rows of t which share their key with another
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` add column `id` bigint unsigned not null auto_increment, add primary key (`id`);
