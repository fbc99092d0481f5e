-- alter function f: Change function f()
create or replace function "public"."f" ()
returns setof integer
language "sql"
immutable
security definer
parallel restricted
rows 5
set "search_path" to 'pg_catalog', 'pg_temp'
as $body$select 1$body$;
-- alter function g: Change function g()
create or replace function "public"."g" ()
returns integer
language "sql"
as $body$select 1$body$;
-- alter function g: Comment on function g()
comment on function "public"."g"() is null;
