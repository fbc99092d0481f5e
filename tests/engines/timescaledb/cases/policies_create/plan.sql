-- alter table metrics: Switch on compression of metrics
alter table "public"."metrics" set (timescaledb.compress = true, timescaledb.compress_segmentby = '"device"', timescaledb.compress_orderby = '"time" desc');
-- alter table metrics: Add the compression policy of metrics
select "public"."add_compression_policy"('"public"."metrics"', compress_after => interval '30 days', schedule_interval => interval '6 hours');
-- alter table metrics: Add the retention policy of metrics
select "public"."add_retention_policy"('"public"."metrics"', drop_after => interval '1 year', schedule_interval => interval '2 days');
-- alter table metrics: Add the reorder policy of metrics
select "public"."alter_job"("public"."add_reorder_policy"('"public"."metrics"', 'metrics_time_idx'), schedule_interval => interval '1 day');
