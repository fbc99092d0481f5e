-- create type land: Create type land
create type "land" ("code" text);
-- alter type address: Add field land to type address
alter type "address" add "land" frozen<land>;
-- alter function home(address): Replace function home(address)
create or replace function "home" ("a" address) returns null on null input returns text language java as $$return "b";$$;
-- alter function plus(int, int): Replace function plus(int, int)
create or replace function "plus" ("state" int, "value" int) returns null on null input returns int language java as $$return state + value + 0;$$;
-- alter aggregate total(int): Replace aggregate total(int)
create or replace aggregate "total" (int) sfunc "plus" stype int finalfunc "twice" initcond 7;
-- create aggregate sum(int): Create aggregate sum(int)
create aggregate "sum" (int) sfunc "plus" stype int initcond 0;
-- drop table old: Drop table old
--   deletes-data (0): Deletes table old with 0 rows [drop-table:old]
drop table "old";
-- create table fresh: Create table fresh
create table "fresh" ("k" int, "land" frozen<land>, primary key ("k"));
-- create table fresh: Create index fresh_land_idx on fresh
create index "fresh_land_idx" on "fresh" ("land");
-- alter table t: Add column more to t
alter table "t" add "more" frozen<land>;
-- drop table t: Drop index t_w_idx of t
drop index "t_w_idx";
-- drop view by_c: Drop view by_c
drop materialized view "by_c";
-- alter table t: Drop column w of t
--   deletes-data (0): Deletes column w of t, which has a value in 0 rows [drop-column:t.w]
alter table "t" drop "w";
-- drop table t: Drop index t_v_idx of t
drop index "t_v_idx";
-- create table t: Create index t_v_idx on t
create custom index "t_v_idx" on "t" ("v") using 'sai';
-- create table t: Create index t_home_idx on t
create index "t_home_idx" on "t" ("home");
-- alter table t: Change comment of table t
alter table "t" with comment = 'changed';
-- create view by_c: Create view by_c
--   rewrites-table: Makes view by_c anew of the rows of t, in the background
create materialized view "by_c" as select "c", "k", "v", "more" from "t" where "c" is not null and "k" is not null primary key ("c", "k");
