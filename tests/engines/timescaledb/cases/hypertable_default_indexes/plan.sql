-- drop index metrics_time_idx: Drop index metrics_time_idx of metrics
drop index "public"."metrics_time_idx";
-- create index idx_metrics_device_time: Create index idx_metrics_device_time on metrics
create index "idx_metrics_device_time" on "public"."metrics" ("device", "time");
