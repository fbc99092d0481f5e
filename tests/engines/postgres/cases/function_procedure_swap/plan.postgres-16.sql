-- drop function f: Drop function f(integer)
drop function "public"."f"(integer);
-- create procedure f: Create procedure f(integer)
create procedure "public"."f" ("a" integer)
language "plpgsql"
as $body$begin perform 1; end$body$;
-- drop view v: Drop view v
drop view "public"."v";
-- drop function g: Drop function g(integer, integer)
drop function "public"."g"(integer, integer);
-- create function g: Create function g(integer, integer)
create function "public"."g" ("new_name" integer, "b" integer)
returns integer
language "sql"
as $body$select new_name + b$body$;
-- drop view w: Drop view w
drop view "public"."w";
-- drop function h: Drop function h(integer)
drop function "public"."h"(integer);
-- create function h: Create function h(integer)
create function "public"."h" ("a" integer, out "x" integer, out "y" text)
returns record
language "sql"
as $body$select 1, 'a'$body$;
-- create view v: Create view v
create view "public"."v" as SELECT public.g(1, 2) AS a;
-- create view w: Create view w
create view "public"."w" as SELECT x
   FROM public.h(1) h(x, y);
