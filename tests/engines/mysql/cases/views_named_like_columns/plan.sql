-- create view v: Create view v
create definer = `root`@`127.0.0.1` view `v` as
select `t`.`order` as `c0` from `t`;
-- create view order: Create view order
create definer = `root`@`127.0.0.1` view `order` as
select distinct `v`.c0 as c0 from `v`;
