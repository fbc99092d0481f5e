-- rename continuous aggregate by_hour: Rename continuous aggregate hourly to by_hour
alter materialized view "public"."hourly" rename to "by_hour";
