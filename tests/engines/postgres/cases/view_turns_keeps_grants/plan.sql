-- drop materialized view stored: Drop materialized view stored
drop materialized view "public"."stored";
-- create view stored: Create view stored
create view "public"."stored" as select a from t;
-- drop view plain: Drop view plain
drop view "public"."plain";
-- create materialized view plain: Create materialized view plain
create materialized view "public"."plain" as select a from t;
-- alter view plain: Grant select on view plain to pg_monitor
grant select on table "public"."plain" to "pg_monitor";
-- alter view plain: Grant select on view plain to pg_read_all_stats
grant select on table "public"."plain" to "pg_read_all_stats";
-- alter view stored: Grant select on view stored to pg_monitor
grant select on table "public"."stored" to "pg_monitor";
