-- seed table t: Set b of t to its default where it is null
--   changes-data (1): Sets column b of t to 'none' where it is null, in 1 row
update `t` set `b` = 'none' where `b` is null;
-- alter table t: Change table t: change column a, type int to bigint, set default 7; change column b, type varchar(20) to varchar(40), set not null, set default 'none'; add column n; change column e, type enum('a','b') to enum('a','b','c'); change column txt, engine options; drop column gone
--   because The table is copied: others can read it, and wait to write
--   deletes-data (2): Deletes column gone of t, which has a value in 2 rows [drop-column:t.gone]
--   rewrites-table (2): Writes 2 rows of t anew
--   exclusive-lock (2): Keeps others from writing to t while it goes through 2 rows
alter table `t` drop column `gone`, modify column `a` bigint null default 7, modify column `b` varchar(40) not null default 'none', add column `n` int null, modify column `e` enum('a','b','c') null, modify column `txt` text null comment 'it''s';
