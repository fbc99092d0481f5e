begin;
insert into metrics select '2025-01-01'::timestamptz + n * interval '1 hour', n % 7, n from generate_series(1, 100) n;
commit;
call refresh_continuous_aggregate('hourly', null, null);
begin;
delete from metrics;
commit;
