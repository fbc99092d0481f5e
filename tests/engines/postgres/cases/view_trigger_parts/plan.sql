-- create trigger v: Create trigger fresh of v
create trigger "fresh" instead of insert or delete on "public"."v" for each row execute function "public"."f"('a');
-- alter trigger v: Comment on trigger fresh of v
comment on trigger "fresh" on "public"."v" is 'new';
-- create trigger v: Create trigger fresh_run of v
create trigger "fresh_run" instead of insert on "public"."v" for each row execute function "f"('in x text');
-- create trigger v: Create trigger fresh_statement of v
create trigger "fresh_statement" before update on "public"."v" for each statement when ((pg_trigger_depth() < 3)) execute function "f"();
-- alter trigger v: Change trigger changes of v
create or replace trigger "changes" instead of update on "public"."v" for each row execute function "app"."g"('b');
-- alter trigger v: Comment on trigger changes of v
comment on trigger "changes" on "public"."v" is 'other';
-- alter trigger v: Change trigger changes_run of v
create or replace trigger "changes_run" before insert on "public"."v" for each statement execute function "f"('out y integer');
-- alter trigger v: Change trigger changes_statement of v
create or replace trigger "changes_statement" after update on "public"."v" for each statement when ((pg_trigger_depth() < 7)) execute function "app"."g"('z');
-- rename trigger v: Rename trigger before_now of v to now
alter trigger "before_now" on "public"."v" rename to "now";
-- alter trigger v: Change trigger goes of v
create or replace trigger "goes" after insert on "public"."v" for each statement execute function "f"();
-- alter trigger v: Change trigger goes_run of v
create or replace trigger "goes_run" after delete on "public"."v" for each statement execute function "f"();
-- alter trigger v: Change trigger goes_statement of v
create or replace trigger "goes_statement" after delete on "public"."v" for each statement execute function "f"();
-- drop trigger v: Drop trigger unwanted of v
drop trigger "unwanted" on "public"."v";
