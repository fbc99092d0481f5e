-- drop trigger t: Drop trigger a_events of t
drop trigger "a_events" on "public"."t";
-- create trigger t: Create trigger a_events of t
create trigger "a_events" after insert on "public"."t" for each statement execute function "f"();
-- drop trigger t: Drop trigger c_run of t
drop trigger "c_run" on "public"."t";
-- create trigger t: Create trigger c_run of t
create trigger "c_run" after insert on "public"."t" for each statement execute function "f"();
-- drop trigger t: Drop trigger d_statement of t
drop trigger "d_statement" on "public"."t";
-- create trigger t: Create trigger d_statement of t
create constraint trigger "d_statement" after insert on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger e_condition of t
drop trigger "e_condition" on "public"."t";
-- create trigger t: Create trigger e_condition of t
create trigger "e_condition" before update on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger f_schema of t
drop trigger "f_schema" on "public"."t";
-- create trigger t: Create trigger f_schema of t
create trigger "f_schema" before update on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger g_name of t
drop trigger "g_name" on "public"."t";
-- create trigger t: Create trigger g_name of t
create trigger "g_name" before update on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger j_tables of t
drop trigger "j_tables" on "public"."t";
-- create trigger t: Create trigger j_tables of t
create trigger "j_tables" after update on "public"."t" for each statement execute function "f"();
-- drop trigger t: Drop trigger k_late of t
drop trigger "k_late" on "public"."t";
-- create trigger t: Create trigger k_late of t
create constraint trigger "k_late" after insert on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger l_constraint of t
drop trigger "l_constraint" on "public"."t";
-- create trigger t: Create trigger l_constraint of t
create trigger "l_constraint" after insert on "public"."t" for each row execute function "f"();
-- alter trigger t: Comment on trigger m_state of t
comment on trigger "m_state" on "public"."t" is null;
-- drop trigger t: Drop trigger gone of t
drop trigger "gone" on "public"."t";
-- drop trigger j: Drop trigger of_json of j
drop trigger "of_json" on "public"."j";
