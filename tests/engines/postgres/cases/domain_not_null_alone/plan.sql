-- alter type asked: Make domain asked refuse null
--   may-fail: Fails when asked of t is null in any row
alter domain "public"."asked" set not null;
-- alter type free: Let domain free be null
alter domain "public"."free" drop not null;
