-- create table t: Create table t
create table `t` (
  `id` int not null,
  `a` int null,
  `b` varchar(20) null,
  primary key (`id`)
);
-- create view z_rows: Create view z_rows
create definer = `root`@`127.0.0.1` sql security invoker view `z_rows` as
select a, count(*) as n from t where b <> 'it''s' group by a;
-- create view a_top: Create view a_top
create definer = `root`@`127.0.0.1` view `a_top` as
select a, n from z_rows where n > 0;
-- create view w: Create view w
create algorithm = merge definer = `root`@`127.0.0.1` view `w` (`x`, `y`) as
select id, a from t where a > 0
with cascaded check option;
