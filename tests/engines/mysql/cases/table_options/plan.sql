-- alter table t: Change row format, auto_increment, comment of table t
--   because In place, and the table is rebuilt: others go on reading and writing
--   rewrites-table (1): Writes 1 row of t anew
alter table `t` row_format = compact, auto_increment = 100, comment = 'it''s new';
