-- drop view top: Drop view top
drop view "public"."top";
-- drop view low: Drop view low
drop view "public"."low";
-- alter table others: Drop constraint others_a_check of others while a function changes under it
alter table "public"."others" drop constraint "others_a_check";
-- alter table t: Drop constraint positive of t while a function changes under it
alter table "public"."t" drop constraint "positive";
-- alter table others: Drop the default of column a of others while a function changes under it
alter table "public"."others" alter column "a" drop default;
-- alter table t: Drop the default of column a of t while a function changes under it
alter table "public"."t" alter column "a" drop default;
-- alter table others: Drop index others_f_idx of others while a function changes under it
drop index "public"."others_f_idx";
-- alter table t: Drop index by_f of t while a function changes under it
drop index "public"."by_f";
-- drop function f: Drop function f(integer)
drop function "public"."f"(integer);
-- create function f: Create function f(integer)
create function "public"."f" ("a" integer)
returns bigint
language "sql"
immutable
as $body$select a::bigint$body$;
-- alter function f: Comment on function f(integer)
comment on function "public"."f"(integer) is 'kept';
-- create view low: Create view low
create view "public"."low" as SELECT public.f(1) AS a;
-- create view top: Create view top
create view "public"."top" as SELECT a
   FROM public.low;
-- alter table others: Put constraint others_a_check of others back
--   exclusive-lock: Keeps others from writing to others while it reads all its rows
alter table "public"."others" add constraint "others_a_check" CHECK ((public.f(a) < 9));
-- alter table t: Put constraint positive of t back
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
alter table "public"."t" add constraint "positive" CHECK ((public.f(a) > 0));
-- alter table others: Put the default of column a of others back
alter table "public"."others" alter column "a" set default public.f(7);
-- alter table t: Put the default of column a of t back
alter table "public"."t" alter column "a" set default public.f(7);
-- alter table others: Put index others_f_idx of others back
--   exclusive-lock: Keeps others from writing to others while it reads all its rows
CREATE UNIQUE INDEX others_f_idx ON public.others USING btree (public.f(a));
-- alter table t: Put index by_f of t back
--   exclusive-lock: Keeps others from writing to t while it reads all its rows
CREATE INDEX by_f ON public.t USING btree (public.f(a));
comment on index "public"."by_f" is 'i';
