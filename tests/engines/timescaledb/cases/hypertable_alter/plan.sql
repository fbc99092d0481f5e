-- alter table metrics: Drop the primary key of metrics
alter table "public"."metrics" drop constraint "metrics_pkey";
-- alter table metrics: Change column device of metrics: drop not null
alter table "public"."metrics" alter column "device" drop not null;
-- alter table metrics: Add column site to metrics
alter table "public"."metrics" add column "site" text;
-- alter table metrics: Cut new chunks by another interval of time in metrics
select "public"."set_chunk_time_interval"('"public"."metrics"', interval '1 day', 'time');
-- alter table metrics: Cut new chunks into another number of partitions by device in metrics
select "public"."set_number_partitions"('"public"."metrics"', 8, 'device');
-- alter table metrics: Add dimension site to metrics
select "public"."add_dimension"('"public"."metrics"', 'site', number_partitions => 2);
