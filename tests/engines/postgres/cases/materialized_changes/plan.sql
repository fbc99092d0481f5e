-- alter materialized view m: Set storage parameters of materialized view m
alter materialized view "public"."m" set ("fillfactor" = '90');
alter materialized view "public"."m" reset ("autovacuum_enabled");
-- drop index m: Drop index changed of m
drop index "public"."changed";
-- drop index m: Drop index gone_index of m
drop index "public"."gone_index";
-- alter index m: Set parameters of index parameters of m
alter index "public"."parameters" set ("fillfactor" = '60');
-- alter index m: Comment on index parameters of m
comment on index "public"."parameters" is 'new';
-- rename index m: Rename index old of m to renamed
alter index "public"."old" rename to "renamed";
-- create index m: Create index changed on m
create index "changed" on "public"."m" ("b", "a") with ("fillfactor" = '50');
comment on index "public"."changed" is 'c';
-- alter materialized view m: Fill materialized view m
refresh materialized view "public"."m";
-- alter materialized view m: Comment on materialized view m
comment on materialized view "public"."m" is null;
-- rename materialized view new_name: Rename materialized view old_name to new_name
alter materialized view "public"."old_name" rename to "new_name";
-- drop materialized view gone: Drop materialized view gone
drop materialized view "public"."gone";
