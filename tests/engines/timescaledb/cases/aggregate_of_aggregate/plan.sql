-- alter table metrics: Add column site to metrics
alter table "public"."metrics" add column "site" text;
-- create continuous aggregate daily: Create continuous aggregate daily
create materialized view "public"."daily" with (timescaledb.continuous) as SELECT public.time_bucket('1 day'::interval, bucket) AS day,
    device,
    sum(number) AS number
   FROM public.hourly
  GROUP BY (public.time_bucket('1 day'::interval, bucket)), device
with no data;
