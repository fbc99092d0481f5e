-- rename table new_name: Rename table t to new_name
alter table "public"."t" rename to "new_name";
-- rename table new_name: Rename column a of new_name to x
alter table "public"."new_name" rename column "a" to "x";
-- drop trigger new_name: Drop trigger two of new_name
drop trigger "two" on "public"."new_name";
-- create trigger new_name: Create trigger two of new_name
create trigger "two" before update of "x" on "public"."new_name" for each row when ((old.x < new.x)) execute function "f"();
