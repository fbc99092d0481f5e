-- drop trigger t: Drop trigger timing of t
drop trigger "timing" on "public"."t";
-- create trigger t: Create trigger timing of t
create trigger "timing" after insert on "public"."t" for each row execute function "f"();
-- alter trigger t: Let trigger timing of t be disabled
alter table "public"."t" disable trigger "timing";
-- alter trigger t: Comment on trigger timing of t
comment on trigger "timing" on "public"."t" is 'kept';
-- drop trigger t: Drop trigger condition of t
drop trigger "condition" on "public"."t";
-- create trigger t: Create trigger condition of t
create trigger "condition" before insert on "public"."t" for each row when ((new.a > 1)) execute function "f"();
-- alter trigger t: Let trigger condition of t be enabled: always
alter table "public"."t" enable always trigger "condition";
-- drop trigger t: Drop trigger function of t
drop trigger "function" on "public"."t";
-- create trigger t: Create trigger function of t
create trigger "function" before insert on "public"."t" for each row execute function "g"('x');
-- drop trigger t: Drop trigger columns of t
drop trigger "columns" on "public"."t";
-- create trigger t: Create trigger columns of t
create trigger "columns" before update of "a", "b" on "public"."t" for each row execute function "f"();
-- rename trigger t: Rename trigger stale of t to fresh
alter trigger "stale" on "public"."t" rename to "fresh";
-- alter trigger t: Comment on trigger fresh of t
comment on trigger "fresh" on "public"."t" is null;
-- alter trigger t: Let trigger state of t be enabled: origin
alter table "public"."t" enable trigger "state";
-- alter trigger t: Comment on trigger state of t
comment on trigger "state" on "public"."t" is 'new';
-- drop trigger t: Drop trigger late of t
drop trigger "late" on "public"."t";
-- create trigger t: Create trigger late of t
create constraint trigger "late" after insert on "public"."t" deferrable initially immediate for each row execute function "f"();
-- alter trigger t: Let trigger late of t be enabled: replica
alter table "public"."t" enable replica trigger "late";
-- alter trigger t: Comment on trigger late of t
comment on trigger "late" on "public"."t" is 'kept';
-- drop trigger t: Drop trigger plain of t
drop trigger "plain" on "public"."t";
-- create trigger t: Create trigger plain of t
create trigger "plain" after insert on "public"."t" for each row execute function "f"();
-- create trigger t: Create trigger added of t
create trigger "added" after insert on "public"."t" for each statement execute function "f"();
-- drop trigger t: Drop trigger gone of t
drop trigger "gone" on "public"."t";
