-- drop view hourly: Drop view hourly
drop view "public"."hourly";
-- create continuous aggregate hourly: Create continuous aggregate hourly
create materialized view "public"."hourly" with (timescaledb.continuous) as select time_bucket('1 hour', time) as bucket, device, avg(value) as mean, count(*) as number from metrics group by 1, 2
with no data;
-- alter continuous aggregate hourly: Add the refresh policy of hourly
select "public"."add_continuous_aggregate_policy"('"public"."hourly"', start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '24 hours');
