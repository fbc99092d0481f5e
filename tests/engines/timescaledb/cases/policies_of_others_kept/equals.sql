create table public.metrics (time timestamptz not null, device integer, value double precision);
select create_hypertable('public.metrics', 'time', chunk_time_interval => interval '1 day');
alter table public.metrics set (timescaledb.compress, timescaledb.compress_segmentby = 'device', timescaledb.compress_orderby = 'time desc');
select add_compression_policy('public.metrics', interval '30 days', schedule_interval => interval '6 hours');
select add_retention_policy('public.metrics', interval '1 year', schedule_interval => interval '2 days');
