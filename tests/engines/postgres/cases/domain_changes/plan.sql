-- alter type a: Drop the default of domain a
alter domain "public"."a" drop default;
-- alter type a: Make domain a refuse null
--   may-fail: Fails when a of t is null in any row
alter domain "public"."a" set not null;
-- alter type a: Drop check (VALUE > 0) of domain a
alter domain "public"."a" drop constraint "a_check";
-- alter type a: Comment on constraint keep of domain a
comment on constraint "keep" on domain "public"."a" is 'kept';
-- alter type a: Rename constraint old_name of domain a to new_name
alter domain "public"."a" rename constraint "old_name" to "new_name";
-- alter type a: Add check ((VALUE >= 1) AND (VALUE <= 10)) to domain a
--   may-fail: Fails when a of t does not fulfil (VALUE >= 1) AND (VALUE <= 10) in any row
alter domain "public"."a" add check ((VALUE >= 1) AND (VALUE <= 10));
-- alter type a: Comment on domain a
comment on domain "public"."a" is 'c';
-- alter type b: Set the default of domain b to 3
alter domain "public"."b" set default 3;
-- alter type b: Let domain b be null
alter domain "public"."b" drop not null;
-- alter type b: Check all values of domain b against constraint late
--   may-fail: Fails when b of t does not fulfil VALUE > 0 in any row
alter domain "public"."b" validate constraint "late";
