-- drop materialized view m: Drop materialized view m
drop materialized view "public"."m";
-- alter table t: Change column a of t: type integer to bigint
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "a" type bigint;
-- alter table n: Drop index by_n of n while a function changes under it
drop index "public"."by_n";
-- drop function f: Drop function f(text)
drop function "public"."f"(text);
-- create function f: Create function f(text)
create function "public"."f" ("words" text)
returns bigint
language "sql"
immutable
as $body$select 1::bigint$body$;
-- create materialized view m: Create materialized view m
create materialized view "public"."m" as SELECT a,
    b
   FROM public.t;
-- create index m: Create index by_a on m
create index "by_a" on "public"."m" ("a") where (a > 3);
-- create index m: Create index by_f on m
create index "by_f" on "public"."m" ((public.f(b)));
-- alter table n: Put index by_n of n back
--   exclusive-lock: Keeps others from writing to n while it reads all its rows
CREATE UNIQUE INDEX by_n ON public.n USING btree (public.f(b));
