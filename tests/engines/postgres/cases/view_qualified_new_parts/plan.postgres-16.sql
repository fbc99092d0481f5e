-- alter table t: Add column n to t
alter table "public"."t" add column "n" integer;
-- create function f: Create function f(integer)
create function "public"."f" ("a" integer)
returns integer
language "sql"
as $body$select 1$body$;
-- alter view z_low: Change view z_low
create or replace view "public"."z_low" as SELECT a,
    public.f(n) AS m,
    public.f('x'::text) AS other
   FROM public.t;
-- alter view a_top: Change view a_top
create or replace view "public"."a_top" as SELECT a,
    m,
    other
   FROM public.z_low;
-- drop materialized view mat: Drop materialized view mat
drop materialized view "public"."mat";
-- create materialized view mat: Create materialized view mat
create materialized view "public"."mat" as SELECT a,
    m,
    other
   FROM public.z_low;
