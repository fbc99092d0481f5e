-- drop index hourly: Drop index hourly_by_number of _timescaledb_internal.hourly
drop index "_timescaledb_internal"."hourly_by_number";
-- alter continuous aggregate hourly: Remove the retention policy of hourly
select "public"."remove_retention_policy"('"public"."hourly"');
-- alter continuous aggregate hourly: Remove the compression policy of hourly
select "public"."remove_compression_policy"('"public"."hourly"');
-- alter continuous aggregate hourly: Remove the refresh policy of hourly
select "public"."remove_continuous_aggregate_policy"('"public"."hourly"');
-- alter continuous aggregate hourly: Switch off compression of hourly
alter materialized view "public"."hourly" set (timescaledb.compress = false);
-- alter continuous aggregate hourly: Comment on continuous aggregate hourly
comment on view "public"."hourly" is null;
