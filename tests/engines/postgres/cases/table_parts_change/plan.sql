-- drop table gone: Drop table gone
--   deletes-data (1): Deletes table gone with 1 row [drop-table:gone]
drop table "public"."gone";
-- create table fresh: Create table fresh
create unlogged table "public"."fresh" (
  "a" integer not null
) with ("fillfactor" = '50', "toast_tuple_target" = '4096');
-- create index fresh_a: Create index fresh_a on fresh
create unique index "fresh_a" on "public"."fresh" ("a");
-- alter table fresh: Set the replica identity of fresh
alter table "public"."fresh" replica identity using index "fresh_a";
-- alter table fresh: Comment on table fresh
comment on table "public"."fresh" is 'fresh';
-- alter table changed: Change unlogged, storage parameters of table changed
--   rewrites-table (1): Writes 1 row of changed anew
--   exclusive-lock (1): Keeps others from reading and writing changed while it rewrites 1 row
alter table "public"."changed" set unlogged;
alter table "public"."changed" set ("autovacuum_enabled" = 'false', "fillfactor" = '60');
-- alter table changed: Comment on table changed
comment on table "public"."changed" is 'new';
-- alter table changed: Set the replica identity of changed
alter table "public"."changed" replica identity using index "changed_a";
-- alter table less: Change logged, storage parameters of table less
--   rewrites-table (1): Writes 1 row of less anew
--   exclusive-lock (1): Keeps others from reading and writing less while it rewrites 1 row
alter table "public"."less" set logged;
alter table "public"."less" reset ("fillfactor");
-- alter table less: Remove the comment on table less
comment on table "public"."less" is null;
-- alter table less: Set the replica identity of less
alter table "public"."less" replica identity default;
-- rename table renamed: Rename index renamed_old of renamed to renamed_new
alter index "public"."renamed_old" rename to "renamed_new";
-- alter table renamed: Set the replica identity of renamed
alter table "public"."renamed" replica identity using index "renamed_new";
