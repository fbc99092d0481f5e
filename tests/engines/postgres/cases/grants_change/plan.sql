-- drop view w: Drop view w
drop view "public"."w";
-- drop view v: Drop view v
drop view "public"."v";
-- alter table t: Change column a of t: type integer to bigint
alter table "public"."t" alter column "a" type bigint;
-- create view v: Create view v
create view "public"."v" as SELECT t.a
   FROM (public.t
     CROSS JOIN public.t t2);
-- create view w: Create view w
create view "public"."w" as SELECT v.a
   FROM (public.v
     CROSS JOIN public.v v2);
-- alter table t: Revoke delete, insert, update ("a") on table t from pg_monitor
revoke delete, insert, update ("a") on table "public"."t" from "pg_monitor";
-- alter table t: Grant update, update ("b") on table t to pg_monitor
grant update, update ("b") on table "public"."t" to "pg_monitor";
-- alter table t: Revoke select on table t from pg_read_all_settings
revoke grant option for select on table "public"."t" from "pg_read_all_settings";
-- alter table t: Revoke select on table t from pg_signal_backend
revoke select on table "public"."t" from "pg_signal_backend";
-- alter table t: Grant select ("a") on table t to pg_signal_backend
grant select ("a") on table "public"."t" to "pg_signal_backend";
-- alter table t: Revoke insert, select on table t from pg_stat_scan_tables
revoke insert, select on table "public"."t" from "pg_stat_scan_tables";
-- alter view v: Grant delete on view v to pg_monitor
grant delete on table "public"."v" to "pg_monitor";
-- alter view v: Grant insert, select on view v to pg_read_all_stats
grant insert, select on table "public"."v" to "pg_read_all_stats";
-- alter view w: Grant select on view w to pg_monitor
grant select on table "public"."w" to "pg_monitor";
-- alter view w: Grant update ("a") on view w to public
grant update ("a") on table "public"."w" to public;
