-- create table devices: Create table devices
create table "public"."devices" (
  "id" integer not null,
  "name" text,
  primary key ("id")
);
-- alter table metrics: Change column device of metrics: type integer to bigint, set not null
--   rewrites-table (100): Writes 100 rows of metrics anew
--   exclusive-lock (100): Keeps others from reading and writing metrics while it rewrites 100 rows
alter table "public"."metrics" alter column "device" type bigint;
--   exclusive-lock (100): Keeps others from reading and writing metrics while it checks 100 rows
alter table "public"."metrics" alter column "device" set not null;
-- alter table metrics: Change column value of metrics: set default 0
alter table "public"."metrics" alter column "value" set default 0;
-- alter table metrics: Add column doubled to metrics
--   rewrites-table (100): Writes 100 rows of metrics anew
--   exclusive-lock (100): Keeps others from reading and writing metrics while it rewrites 100 rows
alter table "public"."metrics" add column "doubled" double precision generated always as (value * 2) stored;
-- alter table metrics: Add check (value > 0) to metrics
--   may-fail (100): Fails when there are rows of metrics which do not fulfil value > 0
--   exclusive-lock (100): Keeps others from reading and writing metrics while it checks 100 rows
alter table "public"."metrics" add constraint "positive" check (value > 0);
-- create index by_device: Create index by_device on metrics
--   exclusive-lock (100): Keeps others from writing to metrics while it indexes 100 rows
create unique index "by_device" on "public"."metrics" ("device", "time");
-- create view latest: Create view latest
create view "public"."latest" as select device, max(time) as time from metrics group by device;
