-- seed table t: Insert 1 row into t
insert into `t` (`id`, `a`, `b`, `d`, `j`, `dt`, `bo`) values
  (0, 'zero', 1, '1.5', '{"a": 1}', '2020-01-01', 1);
-- seed table t: Set a of one row of t
--   changes-data (1): Overwrites a of one row of t
update `t` set `a` = 'it''s \\ `x`
line 2	"q"' where `id` = 1;
--   changes-data (1): Overwrites a of one row of t
update `t` set `a` = 'CASE' where `id` = 3;
