-- rename table new_name: Rename table t to new_name
alter table "public"."t" rename to "new_name";
-- rename table new_name: Rename column a of new_name to x
alter table "public"."new_name" rename column "a" to "x";
-- drop trigger new_name: Drop trigger one of new_name
drop trigger "one" on "public"."new_name";
-- alter table new_name: Change column x of new_name: type integer to bigint
alter table "public"."new_name" alter column "x" type bigint;
-- alter function f: Change function f()
create or replace function "public"."f" ()
returns trigger
language "plpgsql"
stable
as $body$begin return null; end$body$;
-- create trigger new_name: Create trigger one of new_name
create trigger "one" before update of "x" on "public"."new_name" for each row when ((old.x <> new.x)) execute function "public"."f"('q');
-- alter trigger new_name: Let trigger one of new_name be disabled
alter table "public"."new_name" disable trigger "one";
-- alter trigger new_name: Comment on trigger one of new_name
comment on trigger "one" on "public"."new_name" is 'c';
