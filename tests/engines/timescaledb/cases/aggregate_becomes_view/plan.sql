-- drop continuous aggregate hourly: Drop continuous aggregate hourly
--   deletes-data: Deletes what hourly has aggregated, which cannot be had again where the rows are gone [drop-view:hourly]
drop materialized view "public"."hourly";
-- create view hourly: Create view hourly
create view "public"."hourly" as select time_bucket('1 hour', time) as bucket, device, avg(value) as mean, count(*) as number from metrics group by 1, 2;
