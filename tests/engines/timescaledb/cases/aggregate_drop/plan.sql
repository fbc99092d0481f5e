-- drop continuous aggregate hourly: Drop continuous aggregate hourly
--   deletes-data: Deletes what hourly has aggregated, which cannot be had again where the rows are gone [drop-view:hourly]
drop materialized view "public"."hourly";
