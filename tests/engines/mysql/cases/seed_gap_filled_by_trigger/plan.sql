-- seed table t: Insert 1 row into t
insert into `t` (`id`) values
  (2);
