-- rename table t: Rename column k of t to id
alter table "t" rename "k" to "id";
-- drop table t: Drop index t_c_idx of t
drop index "t_c_idx";
-- rename table t: Rename column c of t to Place
alter table "t" rename "c" to "Place";
-- create table t: Create index t_c_idx on t
create custom index "t_c_idx" on "t" ("Place") using 'sai';
-- seed table t: Set v of one row of t
--   changes-data (1): Overwrites v of one row of t
update "t" set "v" = 'b' where "id" = 1 and "Place" = 2;
-- seed table t: Insert a row into t
insert into "t" ("id", "Place", "v") values (2, 2, 'c');
