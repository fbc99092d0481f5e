-- rename sequence s: Rename sequence s_before to s
alter sequence "public"."s_before" rename to "s";
-- alter sequence s: Grant usage on sequence s to pg_monitor
grant usage on sequence "public"."s" to "pg_monitor" with grant option;
