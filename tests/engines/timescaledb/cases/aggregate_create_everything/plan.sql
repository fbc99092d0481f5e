-- create continuous aggregate hourly: Create continuous aggregate hourly
create materialized view "public"."hourly" ("bucket", "device", "mean", "number") with (timescaledb.continuous, timescaledb.materialized_only = true, timescaledb.chunk_interval = '2 days') as select time_bucket('1 hour', time) as bucket, device, avg(value) as mean, count(*) as number from metrics group by 1, 2
with no data;
-- create index hourly: Create index hourly_by_number on hourly
create index "hourly_by_number" on "public"."hourly" ("number", "bucket" desc);
-- alter continuous aggregate hourly: Switch on compression of hourly
alter materialized view "public"."hourly" set (timescaledb.compress = true, timescaledb.compress_segmentby = '"device"', timescaledb.compress_orderby = '"bucket" desc');
-- alter continuous aggregate hourly: Add the refresh policy of hourly
select "public"."add_continuous_aggregate_policy"('"public"."hourly"', start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '30 minutes');
-- alter continuous aggregate hourly: Add the compression policy of hourly
select "public"."add_compression_policy"('"public"."hourly"', compress_after => interval '10 days', schedule_interval => interval '1 day');
-- alter continuous aggregate hourly: Add the retention policy of hourly
select "public"."add_retention_policy"('"public"."hourly"', drop_after => interval '2 years', schedule_interval => interval '1 day');
-- alter continuous aggregate hourly: Comment on continuous aggregate hourly
comment on view "public"."hourly" is 'by the hour';
-- other continuous aggregate hourly: Fill continuous aggregate hourly
--   not-transactional: Fills hourly in transactions of its own, once all else is committed
call "public"."refresh_continuous_aggregate"('"public"."hourly"', null, null);
