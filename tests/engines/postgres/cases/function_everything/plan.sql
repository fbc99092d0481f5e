-- create function f: Create function f(integer[], text[])
create function "public"."f" ("a" integer[] default (array[1, 2]), variadic "rest" text[] default ('{}'))
returns table ("n" integer, "The Text" character varying)
language "plpgsql"
stable
strict
security definer
leakproof
parallel safe
cost 12.5
rows 7
set "search_path" to 'pg_catalog', 'Odd Schema', 'pg_temp'
set "work_mem" to '64MB'
set "datestyle" to 'ISO, DMY'
set "my"."setting" to 'it''s'
as $body2$begin return query select 1, '$body$ it''s'::varchar; end -- $body1$$body2$;
-- alter function f: Comment on function f(integer[], text[])
comment on function "public"."f"(integer[], text[]) is 'The whole of it';
-- create procedure p: Create procedure p(integer)
create procedure "public"."p" (inout "a" integer)
language "plpgsql"
security definer
set "search_path" to ''
as $body$begin a := a + 1; end$body$;
-- alter procedure p: Comment on procedure p(integer)
comment on procedure "public"."p"(integer) is 'A procedure';
