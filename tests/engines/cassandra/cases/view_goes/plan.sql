-- drop view one: Drop view one
drop materialized view "one";
-- alter table t: Drop column w of t
--   deletes-data (0): Deletes column w of t, which has a value in 0 rows [drop-column:t.w]
alter table "t" drop "w";
-- drop view three: Drop view three
drop materialized view "three";
-- drop table u: Drop table u
--   deletes-data (0): Deletes table u with 0 rows [drop-table:u]
drop table "u";
-- create view two: Create view two
create materialized view "two" as select * from "t" where "c" is not null and "k" is not null primary key ("c", "k");
-- create view three: Create view three
create materialized view "three" as select * from "t" where "c" is not null and "k" is not null primary key ("c", "k");
