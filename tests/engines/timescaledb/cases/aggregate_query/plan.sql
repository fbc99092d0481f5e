-- drop continuous aggregate hourly: Drop continuous aggregate hourly
--   deletes-data: Deletes what hourly has aggregated, which cannot be had again where the rows are gone [drop-view:hourly]
drop materialized view "public"."hourly";
-- create continuous aggregate hourly: Create continuous aggregate hourly
create materialized view "public"."hourly" with (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.chunk_interval = '10 days') as SELECT public.time_bucket('01:00:00'::interval, "time") AS bucket,
    device,
    max(value) AS mean,
    count(*) AS number
   FROM public.metrics
  GROUP BY (public.time_bucket('01:00:00'::interval, "time")), device
with no data;
-- alter continuous aggregate hourly: Add the refresh policy of hourly
select "public"."add_continuous_aggregate_policy"('"public"."hourly"', start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '24 hours');
-- alter continuous aggregate hourly: Comment on continuous aggregate hourly
comment on view "public"."hourly" is 'kept';
-- other continuous aggregate hourly: Fill continuous aggregate hourly
--   not-transactional: Fills hourly in transactions of its own, once all else is committed
call "public"."refresh_continuous_aggregate"('"public"."hourly"', null, null);
