-- alter trigger t: Change trigger timing of t
create or replace trigger "timing" after insert on "public"."t" for each row execute function "f"();
-- alter trigger t: Let trigger timing of t be disabled
alter table "public"."t" disable trigger "timing";
-- alter trigger t: Change trigger condition of t
create or replace trigger "condition" before insert on "public"."t" for each row when ((new.a > 1)) execute function "f"();
-- alter trigger t: Let trigger condition of t be enabled: always
alter table "public"."t" enable always trigger "condition";
-- alter trigger t: Change trigger function of t
create or replace trigger "function" before insert on "public"."t" for each row execute function "g"('x');
-- alter trigger t: Change trigger columns of t
create or replace trigger "columns" before update of "a", "b" on "public"."t" for each row execute function "f"();
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
