create table public.metrics (time timestamptz not null, device integer, value double precision, site text default 'x');
select create_hypertable('public.metrics', 'time', chunk_time_interval => interval '1 day');
