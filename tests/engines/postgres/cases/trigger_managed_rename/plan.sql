-- rename table new_name: Rename table t to new_name
alter table "public"."t" rename to "new_name";
-- rename table new_name: Rename column a of new_name to x
alter table "public"."new_name" rename column "a" to "x";
-- alter trigger new_name: Change trigger two of new_name
create or replace trigger "two" before update of "x" on "public"."new_name" for each row when ((old.x < new.x)) execute function "f"();
