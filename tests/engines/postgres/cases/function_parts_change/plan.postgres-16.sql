-- drop view v: Drop view v
drop view "public"."v";
-- drop function f: Drop function f(integer, integer)
drop function "public"."f"(integer, integer);
-- create function f: Create function f(integer, integer)
create function "public"."f" ("a" integer, "b" integer default (7))
returns setof integer
language "plpgsql"
immutable
parallel restricted
cost 9
rows 3
set "work_mem" to '2MB'
set "my"."own" to 'x'
as $body$begin return query select a + b; end$body$;
-- alter function f: Comment on function f(integer, integer)
comment on function "public"."f"(integer, integer) is 'new';
-- drop view w: Drop view w
drop view "public"."w";
-- drop function g: Drop function g(integer, text)
drop function "public"."g"(integer, text);
-- create function g: Create function g(integer, text)
create function "public"."g" (inout "x" integer, "renamed" text)
returns integer
language "sql"
as $body$select x + 1$body$;
-- alter function g: Comment on function g(integer, text)
comment on function "public"."g"(integer, text) is 'kept';
-- drop function h: Drop function h(integer)
drop function "public"."h"(integer);
-- create function h: Create function h(bigint)
create function "public"."h" ("a" bigint)
returns text
language "sql"
as $body$select a::text$body$;
-- alter function h: Comment on function h(bigint)
comment on function "public"."h"(bigint) is 'kept';
-- create view v: Create view v
create view "public"."v" as SELECT f
   FROM public.f(1) f(f);
-- create view w: Create view w
create view "public"."w" as SELECT public.h(1) AS h,
    public.g(1, 'x'::text) AS g;
