-- create table t: Create table t
create table `t` (
  `id` int not null,
  `g` point not null,
  `h` geometrycollection null,
  primary key (`id`),
  spatial key `idx_t_g` (`g`)
);
