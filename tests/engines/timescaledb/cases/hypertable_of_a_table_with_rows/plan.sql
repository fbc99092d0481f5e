-- alter table metrics: Drop the primary key of metrics
alter table "public"."metrics" drop constraint "metrics_pkey";
-- alter table metrics: Make (time, device) the primary key of metrics
--   exclusive-lock (300): Keeps others from reading and writing metrics while it makes an index over 300 rows
alter table "public"."metrics" add primary key ("time", "device");
-- create index metrics_time_idx: Create index metrics_time_idx on metrics
--   exclusive-lock (300): Keeps others from writing to metrics while it indexes 300 rows
create index "metrics_time_idx" on "public"."metrics" ("time" desc);
-- alter table metrics: Make a hypertable of metrics
--   exclusive-lock: Keeps others from reading and writing metrics while its rows are moved into chunks
select "public"."create_hypertable"('"public"."metrics"', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false, migrate_data => true);
