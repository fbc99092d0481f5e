-- drop function counts: Drop function counts(integer)
drop function "public"."counts"(integer);
-- create function counts: Create function counts(integer)
create function "public"."counts" ("a" integer)
returns integer
language "sql"
as $body$select a$body$;
-- alter function says: Change function says()
create or replace function "public"."says" ()
returns text
language "sql"
as $body$select 'a  b'$body$;
-- alter function half: Comment on function half(integer)
comment on function "public"."half"(integer) is 'without a rest';
