-- rename table w: Rename table v to w
--   because Only the name changes: no row is written
rename table `v` to `w`;
-- rename table w: Rename column y to year of w
--   because Only the definition changes: no row is written
alter table `w` rename column `y` to `year`;
-- alter table t: Change table t: change partitions, comment; add column y; drop column gone; make (id, y) the primary key
--   because The table is copied: others can read it, and wait to write
--   deletes-data (0): Deletes column gone of t, which has a value in 0 rows [drop-column:t.gone]
--   may-fail (1): Fails when there are rows of t which share their key with another
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from writing to t while it goes through 1 row
alter table `t` drop column `gone`, drop primary key, add column `y` int not null default 1, comment = 'with another', add primary key (`id`, `y`) partition by hash (y) partitions 3;
-- alter table u: Change table u: change partitions; drop column y; make (id) the primary key
--   because The table is copied: others can read it, and wait to write
--   deletes-data (1): Deletes column y of u, which has a value in 1 row [drop-column:u.y]
--   rewrites-table (1): Writes 1 row of u anew
--   exclusive-lock (1): Keeps others from writing to u while it goes through 1 row
alter table `u` drop column `y`, drop primary key, add primary key (`id`) remove partitioning;
-- create table n: Create table n
create table `n` (
  `id` int null
);
