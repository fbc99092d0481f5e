-- drop function f: Drop function f(integer)
drop function "public"."f"(integer);
-- create function f: Create function f(integer)
create function "public"."f" (integer)
returns integer
language "sql"
as $body$select 1$body$;
-- alter function f: Comment on function f(integer)
comment on function "public"."f"(integer) is 'kept';
-- drop function g: Drop function g()
drop function "public"."g"();
-- create function g: Create function g()
create function "public"."g" (out "a" integer)
returns integer
language "sql"
as $body$select 1$body$;
-- create function h: Create function h()
create function "public"."h" ()
returns integer
language "sql"
as $body$select 1$body$;
-- drop procedure p: Drop procedure p()
drop procedure "public"."p"();
-- create function p: Create function p()
create function "public"."p" ()
returns void
language "sql"
as $body$select 1$body$;
