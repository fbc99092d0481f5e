-- rebuild type p: Make domain p anew
--   because PostgreSQL cannot check the values of arrays of a domain: the columns get a new domain
alter domain "public"."p" rename to "_old_p";
create domain "public"."p" as integer not null constraint "more" check (VALUE > 1);
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t whose value the domain refuses
alter table "public"."t" alter column "a" type public.p[] using "a"::integer[]::public.p[];
--   rewrites-table: Writes all rows of t anew
--   exclusive-lock: Keeps others from reading and writing t while it rewrites all rows
--   may-fail: Fails when there are rows of t whose value the domain refuses
alter table "public"."t" alter column "b" type public.p using "b"::integer::public.p;
drop domain "public"."_old_p";
-- alter type q: Make domain q refuse null
--   may-fail: Fails when c of t is null in any row
alter domain "public"."q" set not null;
-- alter type q: Add check (VALUE > 1) to domain q
--   may-fail: Fails when c of t does not fulfil VALUE > 1 in any row
alter domain "public"."q" add constraint "more" check (VALUE > 1);
