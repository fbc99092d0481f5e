-- alter table t: Change column p of t: type point to int, engine options
--   because The table is copied: others can read it, and wait to write
alter table `t` modify column `p` int null;
