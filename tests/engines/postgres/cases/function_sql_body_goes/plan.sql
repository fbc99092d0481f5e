-- rename function f: Rename function f_before(integer) to f(integer)
alter function "public"."f_before"(integer) rename to "f";
-- alter function f: Change function f(integer)
create or replace function "public"."f" ("a" integer)
returns bigint
language "sql"
RETURN (SELECT count(*) AS count FROM public.t WHERE (t.id > f.a));
-- alter function g: Change function g()
create or replace function "public"."g" ()
returns integer
language "sql"
as $body$select 2$body$;
-- alter function h: Change function h()
create or replace function "public"."h" ()
returns integer
language "sql"
RETURN 3;
