-- create table t: Create table t
create table `t` (
  `id` int not null,
  primary key (`id`)
);
