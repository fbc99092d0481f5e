-- seed table h: Set w of one row of h
--   changes-data (1): Overwrites w of one row of h
update `h` set `w` = 51 where `id` = 1 and `day` = 5;
-- seed table p: Set k of one row of p
--   changes-data (1): Overwrites k of one row of p
update `p` set `k` = 'uno' where `id` = 1;
-- seed table p: Insert 1 row into p
insert into `p` (`id`, `k`) values
  (3, 'three');
-- seed table t: Set p of one row of t
--   changes-data (1): Overwrites p of one row of t
update `t` set `p` = 3 where `id` = 1;
-- seed table t: Insert 1 row into t
insert into `t` (`id`, `p`, `a`, `n`) values
  (8, 1, 'it''s', 9);
