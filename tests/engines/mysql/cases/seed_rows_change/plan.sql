-- seed table t: Set a of one row of t
--   changes-data (1): Overwrites a of one row of t
update `t` set `a` = 'it''s \\ "two"
`three`; -- four
' where `id` = 0;
--   changes-data (1): Overwrites a of one row of t
update `t` set `a` = null where `id` = 3;
