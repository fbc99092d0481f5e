-- create index by_device: Create index by_device on metrics
create index "by_device" on "public"."metrics" ("device", "time");
-- alter table metrics: Remove the reorder policy of metrics
select "public"."remove_reorder_policy"('"public"."metrics"');
-- alter table metrics: Remove the retention policy of metrics
select "public"."remove_retention_policy"('"public"."metrics"');
-- alter table metrics: Remove the compression policy of metrics
select "public"."remove_compression_policy"('"public"."metrics"');
-- alter table metrics: Compress new chunks otherwise in metrics
alter table "public"."metrics" set (timescaledb.compress_segmentby = '"device", "value"', timescaledb.compress_orderby = '"time"');
-- alter table metrics: Change the compression policy of metrics
select "public"."add_compression_policy"('"public"."metrics"', compress_after => interval '7 days', schedule_interval => interval '1 hour');
-- alter table metrics: Change the retention policy of metrics
select "public"."add_retention_policy"('"public"."metrics"', drop_after => interval '6 months', schedule_interval => interval '1 day');
-- alter table metrics: Change the reorder policy of metrics
select "public"."alter_job"("public"."add_reorder_policy"('"public"."metrics"', 'by_device'), schedule_interval => interval '12 hours');
