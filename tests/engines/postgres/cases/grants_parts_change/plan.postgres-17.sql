-- rename table new: Rename table old to new
alter table "public"."old" rename to "new";
-- rename table new: Rename column b of new to b2
alter table "public"."new" rename column "b" to "b2";
-- alter table new: Revoke delete, update ("a") on table new from pg_monitor
revoke delete, update ("a") on table "public"."new" from "pg_monitor";
-- alter table new: Grant insert, update ("c") on table new to pg_monitor
grant insert, update ("c") on table "public"."new" to "pg_monitor";
-- alter table new: Grant select on table new to pg_monitor
grant select on table "public"."new" to "pg_monitor" with grant option;
-- alter table new: Revoke select on table new from pg_read_all_settings
revoke grant option for select on table "public"."new" from "pg_read_all_settings";
-- alter table new: Revoke delete, insert, maintain, references, select, trigger, truncate, update on table new from pg_signal_backend
revoke delete, insert, maintain, references, select, trigger, truncate, update on table "public"."new" from "pg_signal_backend";
-- alter table fresh: Grant insert on table fresh to pg_read_all_stats
grant insert on table "public"."fresh" to "pg_read_all_stats";
