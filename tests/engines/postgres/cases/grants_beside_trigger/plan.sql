-- drop trigger t: Drop trigger c of t
drop trigger "c" on "public"."t";
-- create trigger t: Create trigger c of t
create constraint trigger "c" after insert or update on "public"."t" for each row execute function "f"();
-- alter table t: Revoke select ("a") on table t from pg_monitor
revoke select ("a") on table "public"."t" from "pg_monitor";
