create table public.metrics (time timestamptz not null, device integer, value double precision);
select create_hypertable('public.metrics', 'time', chunk_time_interval => interval '1 day');
create materialized view public.hourly with (timescaledb.continuous, timescaledb.materialized_only = false) as
  select time_bucket('1 hour', time) as bucket, device, max(value) as mean, count(*) as number from metrics group by 1, 2 with no data;
select add_continuous_aggregate_policy('public.hourly', interval '3 days', interval '1 hour', interval '24 hours');
comment on view public.hourly is 'kept';
