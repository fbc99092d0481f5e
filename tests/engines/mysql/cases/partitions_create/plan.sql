-- create table t: Create table t
create table `t` (
  `id` int not null,
  primary key (`id`)
)
partition by range (id) (partition low values less than (10), partition high values less than maxvalue);
