-- alter type mood: Grant usage on type mood to pg_monitor
grant usage on type "public"."mood" to "pg_monitor" with grant option;
-- alter type mood: Revoke usage on type mood from pg_read_all_stats
revoke usage on type "public"."mood" from "pg_read_all_stats";
-- alter type mood: Grant usage on type mood to pg_read_all_settings
grant usage on type "public"."mood" to "pg_read_all_settings";
-- alter type mood: Revoke usage on type mood from pg_signal_backend
revoke grant option for usage on type "public"."mood" from "pg_signal_backend";
-- alter sequence s: Revoke usage on sequence s from pg_monitor
revoke usage on sequence "public"."s" from "pg_monitor";
-- alter sequence s: Grant select, update on sequence s to pg_monitor
grant select, update on sequence "public"."s" to "pg_monitor" with grant option;
-- alter sequence s: Revoke usage on sequence s from pg_read_all_stats
revoke usage on sequence "public"."s" from "pg_read_all_stats";
-- alter sequence s: Grant usage on sequence s to pg_read_all_settings
grant usage on sequence "public"."s" to "pg_read_all_settings";
-- alter sequence s: Revoke usage on sequence s from pg_signal_backend
revoke grant option for usage on sequence "public"."s" from "pg_signal_backend";
-- alter function f: Grant execute on routine f to pg_monitor
grant execute on routine "public"."f"() to "pg_monitor" with grant option;
-- alter function f: Revoke execute on routine f from pg_read_all_stats
revoke execute on routine "public"."f"() from "pg_read_all_stats";
-- alter function f: Grant execute on routine f to pg_read_all_settings
grant execute on routine "public"."f"() to "pg_read_all_settings";
-- alter function f: Revoke execute on routine f from pg_signal_backend
revoke grant option for execute on routine "public"."f"() from "pg_signal_backend";
-- alter view v: Revoke insert on view v from pg_monitor
revoke insert on table "public"."v" from "pg_monitor";
-- alter view v: Grant select, delete on view v to pg_monitor
grant select, delete on table "public"."v" to "pg_monitor" with grant option;
-- alter view v: Revoke insert, update ("a") on view v from pg_read_all_stats
revoke insert, update ("a") on table "public"."v" from "pg_read_all_stats";
-- alter view v: Grant select on view v to pg_read_all_settings
grant select on table "public"."v" to "pg_read_all_settings";
-- alter view v: Revoke insert on view v from pg_signal_backend
revoke grant option for insert on table "public"."v" from "pg_signal_backend";
-- alter view v: Revoke insert, select ("a") on view v from pg_stat_scan_tables
revoke insert, select ("a") on table "public"."v" from "pg_stat_scan_tables";
-- alter view v: Grant update ("b") on view v to pg_stat_scan_tables
grant update ("b") on table "public"."v" to "pg_stat_scan_tables";
-- alter schema app: Revoke usage on schema app from pg_monitor
revoke usage on schema "app" from "pg_monitor";
-- alter schema app: Grant create on schema app to pg_monitor
grant create on schema "app" to "pg_monitor" with grant option;
-- alter schema app: Revoke usage on schema app from pg_read_all_stats
revoke usage on schema "app" from "pg_read_all_stats";
-- alter schema app: Grant usage on schema app to pg_read_all_settings
grant usage on schema "app" to "pg_read_all_settings";
-- alter schema app: Revoke usage on schema app from pg_signal_backend
revoke grant option for usage on schema "app" from "pg_signal_backend";
