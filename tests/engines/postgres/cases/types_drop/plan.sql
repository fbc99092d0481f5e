-- drop table u: Drop table u
--   deletes-data (0): Deletes table u with 0 rows [drop-table:u]
drop table "public"."u";
-- alter table t: Drop column m of t
--   deletes-data (0): Deletes column m of t, which has a value in 0 rows [drop-column:t.m]
alter table "public"."t" drop column "m";
-- drop type c: Drop type c
drop type "public"."c";
-- drop type d: Drop domain d
drop domain "public"."d";
-- drop type mood: Drop type mood
drop type "public"."mood";
-- drop type sort: Drop type sort
drop type "public"."sort";
-- create type sort: Create domain sort
create domain "public"."sort" as integer;
