-- alter table metrics: Add column site to metrics
alter table "public"."metrics" add column "site" text default 'x';
