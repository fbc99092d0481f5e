-- drop view v: Drop view v
drop view "public"."v";
-- rename function new_name: Rename function old_name(integer) to new_name(integer)
alter function "public"."old_name"(integer) rename to "new_name";
-- alter function new_name: Change function new_name(integer)
create or replace function "public"."new_name" ("a" integer)
returns integer
language "sql"
as $body$select a + 1$body$;
-- drop function same: Drop function same(integer)
drop function "public"."same"(integer);
-- create function same: Create function same(bigint)
create function "public"."same" ("a" bigint)
returns integer
language "sql"
as $body$select 1$body$;
-- alter function same: Comment on function same(bigint)
comment on function "public"."same"(bigint) is 'c';
-- create view v: Create view v
create view "public"."v" as SELECT public.new_name(1) AS a,
    public.same(2) AS b;
