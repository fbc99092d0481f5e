-- create table t: Create table t
create table `t` (
  `id` int not null,
  `hidden` int null invisible,
  `a` varchar(20) null,
  `b` varbinary(20) null,
  primary key (`id`),
  key `idx_t_hidden` (`hidden`) invisible,
  constraint `one` check (a not like 'q%'),
  constraint `two` check (hidden in (0, 1, 5) or hidden > -100),
  constraint `three` check (b <> x'6162FF')
);
