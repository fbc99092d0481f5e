-- create table t: Create table t
create table `t` (
  `a` int null
);
-- create view u: Create view u
create definer = `root`@`127.0.0.1` view `u` as
select a from t group by a;
-- create view group: Create view group
create definer = `root`@`127.0.0.1` view `group` as
select a from u;
