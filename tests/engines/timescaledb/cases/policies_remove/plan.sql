-- alter table metrics: Remove the reorder policy of metrics
select "public"."remove_reorder_policy"('"public"."metrics"');
-- alter table metrics: Remove the retention policy of metrics
select "public"."remove_retention_policy"('"public"."metrics"');
-- alter table metrics: Remove the compression policy of metrics
select "public"."remove_compression_policy"('"public"."metrics"');
-- alter table metrics: Switch off compression of metrics
alter table "public"."metrics" set (timescaledb.compress = false);
