-- create schema other: Create schema other
create schema if not exists "other";
-- create function greet: Create function greet(character varying)
create function "public"."greet" ("who" character varying, out "greeting" text)
returns text
language "plpgsql"
as $body$begin
  greeting := 'hello ' || who;
end
$body$;
-- create function numbers: Create function other.numbers(integer)
create function "other"."numbers" ("up to" integer)
returns setof integer
language "sql"
as $body$select generate_series(1, $1)$body$;
