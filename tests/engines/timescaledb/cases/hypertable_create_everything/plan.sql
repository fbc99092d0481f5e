-- create table metrics: Create table metrics
create table "public"."metrics" (
  "time" timestamp with time zone not null,
  "device" integer not null,
  "site" text not null,
  "value" double precision,
  primary key ("time", "device", "site")
);
-- create index metrics_time_idx: Create index metrics_time_idx on metrics
create index "metrics_time_idx" on "public"."metrics" ("time" desc);
-- create index metrics_device_time_idx: Create index metrics_device_time_idx on metrics
create index "metrics_device_time_idx" on "public"."metrics" ("device", "time" desc);
-- alter table metrics: Make a hypertable of metrics
select "public"."create_hypertable"('"public"."metrics"', 'time', partitioning_column => 'device', number_partitions => 4, partitioning_func => '_timescaledb_functions.get_partition_for_key', chunk_time_interval => interval '1 day', associated_schema_name => 'chunks', associated_table_prefix => '_m', create_default_indexes => false);
-- alter table metrics: Add dimension site to metrics
select "public"."add_dimension"('"public"."metrics"', 'site', number_partitions => 2);
