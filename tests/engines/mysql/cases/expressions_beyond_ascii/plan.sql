-- create table t: Create table t
create table `t` (
  `id` int not null,
  `é` varchar(20) null default (concat('日', 'it''s')),
  `Über` date null,
  `g` int generated always as (year(`Über`)) virtual,
  `h` varchar(60) generated always as (concat(`é`, 'é日')) stored,
  primary key (`id`),
  constraint `ck` check (`é` not like 'q;é%')
);
