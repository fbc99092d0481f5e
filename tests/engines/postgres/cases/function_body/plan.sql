-- alter function add: Change function add(integer, integer)
create or replace function "public"."add" ("a" integer, "b" integer default (1))
returns integer
language "plpgsql"
as $body$begin
  return a + b + 1;
end
$body$;
