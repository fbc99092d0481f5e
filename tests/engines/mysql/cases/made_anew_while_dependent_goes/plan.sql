-- alter table t: Change table t: drop generated column g; drop column a; add column a
--   because Instant: only the definition changes, no row is written
--   deletes-data (1): Deletes column a of t, which has a value in 1 row [drop-column:t.a]
alter table `t` drop column `g`, drop column `a`, add column `a` int generated always as (b + 1) virtual;
