-- drop function f: Drop function f(bigint)
drop function "public"."f"(bigint);
-- alter function f: Change function f(integer)
create or replace function "public"."f" ("a" integer)
returns text
language "sql"
as $body$select 'int'$body$;
-- create function f: Create function f(text)
create function "public"."f" ("a" text)
returns text
language "sql"
as $body$select 'text'$body$;
-- create function f: Create function f()
create function "public"."f" ()
returns text
language "sql"
as $body$select 'none'$body$;
