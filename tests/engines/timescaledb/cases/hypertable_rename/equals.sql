create table public.readings (at timestamptz not null, sensor integer, value double precision);
select create_hypertable('public.readings', 'at', chunk_time_interval => interval '1 day', create_default_indexes => false);
create index metrics_time_idx on public.readings (at desc);
