-- create trigger v: Create trigger fresh of v
create trigger "fresh" instead of insert or delete on "public"."v" for each row execute function "public"."f"('a');
-- alter trigger v: Comment on trigger fresh of v
comment on trigger "fresh" on "public"."v" is 'new';
-- create trigger v: Create trigger fresh_run of v
create trigger "fresh_run" instead of insert on "public"."v" for each row execute function "f"('in x text');
-- create trigger v: Create trigger fresh_statement of v
create trigger "fresh_statement" before update on "public"."v" for each statement when ((pg_trigger_depth() < 3)) execute function "f"();
-- drop trigger v: Drop trigger changes of v
drop trigger "changes" on "public"."v";
-- create trigger v: Create trigger changes of v
create trigger "changes" instead of update on "public"."v" for each row execute function "app"."g"('b');
-- alter trigger v: Comment on trigger changes of v
comment on trigger "changes" on "public"."v" is 'other';
-- drop trigger v: Drop trigger changes_run of v
drop trigger "changes_run" on "public"."v";
-- create trigger v: Create trigger changes_run of v
create trigger "changes_run" before insert on "public"."v" for each statement execute function "f"('out y integer');
-- drop trigger v: Drop trigger changes_statement of v
drop trigger "changes_statement" on "public"."v";
-- create trigger v: Create trigger changes_statement of v
create trigger "changes_statement" after update on "public"."v" for each statement when ((pg_trigger_depth() < 7)) execute function "app"."g"('z');
-- rename trigger v: Rename trigger before_now of v to now
alter trigger "before_now" on "public"."v" rename to "now";
-- drop trigger v: Drop trigger goes of v
drop trigger "goes" on "public"."v";
-- create trigger v: Create trigger goes of v
create trigger "goes" after insert on "public"."v" for each statement execute function "f"();
-- alter trigger v: Comment on trigger goes of v
comment on trigger "goes" on "public"."v" is 'gone with it?';
-- drop trigger v: Drop trigger goes_run of v
drop trigger "goes_run" on "public"."v";
-- create trigger v: Create trigger goes_run of v
create trigger "goes_run" after delete on "public"."v" for each statement execute function "f"();
-- drop trigger v: Drop trigger goes_statement of v
drop trigger "goes_statement" on "public"."v";
-- create trigger v: Create trigger goes_statement of v
create trigger "goes_statement" after delete on "public"."v" for each statement execute function "f"();
-- drop trigger v: Drop trigger unwanted of v
drop trigger "unwanted" on "public"."v";
