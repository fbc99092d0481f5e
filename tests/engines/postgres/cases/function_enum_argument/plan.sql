-- create type mood: Create type mood
create type "public"."mood" as enum ('sad', 'ok');
-- create function f: Create function f(public.mood, public.mood[])
create function "public"."f" ("m" public.mood, "l" public.mood[])
returns public.mood
language "sql"
as $body$select m$body$;
