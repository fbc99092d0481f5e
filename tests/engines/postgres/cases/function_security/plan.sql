-- alter function f: Change function f()
create or replace function "public"."f" ()
returns text
language "sql"
security definer
set "search_path" to 'pg_catalog', 'pg_temp'
as $body$select current_setting('search_path')$body$;
