-- create function hash: Create function hash(text)
create function "public"."hash" (text)
returns integer
language "c"
immutable
strict
as '$libdir/citext', $body$citext_hash$body$;
-- alter function distance: Change function distance(text, text)
create or replace function "public"."distance" (text, text)
returns integer
language "c"
strict
as '$libdir/fuzzystrmatch', $body$levenshtein$body$;
-- alter function plain: Change function plain(text)
create or replace function "public"."plain" (text)
returns integer
language "sql"
as $body$select 1$body$;
-- rename function named: Rename function named_before(text) to named(text)
alter function "public"."named_before"(text) rename to "named";
-- create function number: Create function number()
create function "public"."number" ()
returns bigint
language "internal"
window
as $body$window_row_number$body$;
-- rename function number_named: Rename function number_before() to number_named()
alter function "public"."number_before"() rename to "number_named";
-- drop function becomes: Drop function becomes()
drop function "public"."becomes"();
-- create function becomes: Create function becomes()
create function "public"."becomes" ()
returns bigint
language "internal"
window
as $body$window_rank$body$;
-- drop function no_more: Drop function no_more()
drop function "public"."no_more"();
-- create function no_more: Create function no_more()
create function "public"."no_more" ()
returns bigint
language "sql"
as $body$select 1$body$;
-- create view v: Create view v
create view "public"."v" as SELECT public.number() OVER () AS n;
