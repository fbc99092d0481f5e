-- rename table readings: Rename table metrics to readings
alter table "public"."metrics" rename to "readings";
-- rename table readings: Rename column time of readings to at
alter table "public"."readings" rename column "time" to "at";
-- rename table readings: Rename column device of readings to sensor
alter table "public"."readings" rename column "device" to "sensor";
