-- create table b: Create table b
create table `b` (
  `id` int not null,
  `a` int null,
  primary key (`id`),
  key `b_a_fkey` (`a`)
);
-- create table a: Create table a
create table `a` (
  `id` int not null,
  `b` int null,
  primary key (`id`),
  constraint `a_b_fkey` foreign key (`b`) references `b` (`id`)
);
-- alter table b: Add foreign key (a) to a on b
--   because The table is copied: others can read it, and wait to write
alter table `b` add constraint `b_a_fkey` foreign key (`a`) references `a` (`id`);
