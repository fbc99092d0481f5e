-- alter continuous aggregate hourly: Compute when read what is not yet aggregated in hourly
alter materialized view "public"."hourly" set (timescaledb.materialized_only = false);
-- alter continuous aggregate hourly: Cut new chunks by another interval in hourly
select "public"."set_chunk_time_interval"('"public"."hourly"', interval '5 days');
-- drop index hourly: Drop index hourly_by_number of _timescaledb_internal.hourly
drop index "_timescaledb_internal"."hourly_by_number";
-- create index hourly: Create index hourly_by_mean on hourly
create index "hourly_by_mean" on "public"."hourly" ("mean");
-- alter continuous aggregate hourly: Remove the retention policy of hourly
select "public"."remove_retention_policy"('"public"."hourly"');
-- alter continuous aggregate hourly: Remove the compression policy of hourly
select "public"."remove_compression_policy"('"public"."hourly"');
-- alter continuous aggregate hourly: Remove the refresh policy of hourly
select "public"."remove_continuous_aggregate_policy"('"public"."hourly"');
-- alter continuous aggregate hourly: Compress new chunks otherwise in hourly
alter materialized view "public"."hourly" set (timescaledb.compress_segmentby = '', timescaledb.compress_orderby = '"bucket"');
-- alter continuous aggregate hourly: Change the refresh policy of hourly
select "public"."add_continuous_aggregate_policy"('"public"."hourly"', start_offset => null, end_offset => interval '2 hours', schedule_interval => interval '24 hours');
-- alter continuous aggregate hourly: Change the compression policy of hourly
select "public"."add_compression_policy"('"public"."hourly"', compress_after => interval '20 days');
-- alter continuous aggregate hourly: Change the retention policy of hourly
select "public"."add_retention_policy"('"public"."hourly"', drop_after => interval '3 years');
-- alter continuous aggregate hourly: Comment on continuous aggregate hourly
comment on view "public"."hourly" is 'hourly means';
