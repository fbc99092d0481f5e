-- alter table t: Change table t: add column a; add column b
--   because Instant: only the definition changes, no row is written
alter table `t` add column `a` text null default 'it''s', add column `b` varchar(20) null default (concat('x) it\'s', ''));
