-- rebuild type a: Make domain a anew
--   because PostgreSQL cannot change the type that a domain is made of: the columns get a new domain
alter domain "public"."a" rename to "_old_a";
create domain "public"."a" as bigint check (VALUE > 0);
alter table "public"."t" alter column "a" drop default;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t whose value is none of bigint
alter table "public"."t" alter column "a" type public.a using "a"::bigint::public.a;
alter table "public"."t" alter column "a" set default 3;
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t whose value is none of bigint
alter table "public"."t" alter column "b" type public.a[] using "b"::bigint[]::public.a[];
drop domain "public"."_old_a";
