-- rename type moods: Rename type mood to moods
alter type "public"."mood" rename to "moods";
-- rename sequence counted: Rename sequence numbers to counted
alter sequence "public"."numbers" rename to "counted";
-- rename function doubled: Rename function twice(integer) to doubled(integer)
alter function "public"."twice"(integer) rename to "doubled";
-- rename view shown: Rename view seen to shown
alter view "public"."seen" rename to "shown";
-- alter sequence counted: Revoke select, usage on sequence counted from pg_monitor
revoke select, usage on sequence "public"."counted" from "pg_monitor";
-- alter sequence counted: Grant select on sequence counted to pg_read_all_stats
grant select on sequence "public"."counted" to "pg_read_all_stats";
-- alter view shown: Revoke select on view shown from pg_monitor
revoke select on table "public"."shown" from "pg_monitor";
-- alter function doubled: Revoke execute on routine doubled from pg_monitor
revoke execute on routine "public"."doubled"(integer) from "pg_monitor";
-- alter function doubled: Grant execute on routine doubled to pg_read_all_stats
grant execute on routine "public"."doubled"(integer) to "pg_read_all_stats";
