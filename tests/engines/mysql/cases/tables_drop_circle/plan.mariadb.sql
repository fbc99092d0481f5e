-- alter table b: Drop foreign key b_ibfk_1 of b
--   because Tables that go refer to each other in a circle. Instant: only the definition changes, no row is written
alter table `b` drop foreign key `b_ibfk_1`;
-- alter table a: Drop foreign key a_ibfk_1 of a
--   because Tables that go refer to each other in a circle. Instant: only the definition changes, no row is written
alter table `a` drop foreign key `a_ibfk_1`;
-- drop table b: Drop table b
--   deletes-data (0): Deletes table b with 0 rows [drop-table:b]
drop table `b`;
-- drop table a: Drop table a
--   deletes-data (0): Deletes table a with 0 rows [drop-table:a]
drop table `a`;
