-- alter table t: Drop foreign key x of t
alter table `t` drop foreign key `x`;
-- alter table t: Drop index a of t
--   because In place: others go on reading and writing
alter table `t` drop key `a`, algorithm=inplace, lock=none;
