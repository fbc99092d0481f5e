-- alter table t: Add column b to t
--   because Instant: only the definition changes, no row is written
alter table `t` add column `b` int null;
-- create table u: Create table u
create table `u` (
  `id` int not null,
  primary key (`id`)
);
