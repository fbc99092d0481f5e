-- drop trigger t: Drop trigger a_events of t
drop trigger "a_events" on "public"."t";
-- create trigger t: Create trigger a_events of t
create trigger "a_events" after insert or update of "b" on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger b_statement of t
drop trigger "b_statement" on "public"."t";
-- create trigger t: Create trigger b_statement of t
create trigger "b_statement" after insert on "public"."t" for each statement execute function "f"();
-- drop trigger t: Drop trigger c_run of t
drop trigger "c_run" on "public"."t";
-- create trigger t: Create trigger c_run of t
create trigger "c_run" after insert on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger d_row of t
drop trigger "d_row" on "public"."t";
-- create trigger t: Create trigger d_row of t
create trigger "d_row" after insert on "public"."t" for each row execute function "f"();
-- drop trigger t: Drop trigger e_condition of t
drop trigger "e_condition" on "public"."t";
-- create trigger t: Create trigger e_condition of t
create trigger "e_condition" before update on "public"."t" for each row when ((new.a > 2)) execute function "f"();
-- drop trigger t: Drop trigger f_schema of t
drop trigger "f_schema" on "public"."t";
-- create trigger t: Create trigger f_schema of t
create trigger "f_schema" before update on "public"."t" for each row execute function "app"."f"();
-- drop trigger t: Drop trigger g_name of t
drop trigger "g_name" on "public"."t";
-- create trigger t: Create trigger g_name of t
create trigger "g_name" before update on "public"."t" for each row execute function "g"('y', 'z');
-- drop trigger t: Drop trigger h_params of t
drop trigger "h_params" on "public"."t";
-- create trigger t: Create trigger h_params of t
create trigger "h_params" before update on "public"."t" for each row execute function "g"('in b int');
-- drop trigger t: Drop trigger i_procedure of t
drop trigger "i_procedure" on "public"."t";
-- create trigger t: Create trigger i_procedure of t
create trigger "i_procedure" before update on "public"."t" for each row execute function "g"('2');
-- drop trigger t: Drop trigger j_tables of t
drop trigger "j_tables" on "public"."t";
-- create trigger t: Create trigger j_tables of t
create trigger "j_tables" after update on "public"."t" referencing old table as "o2" new table as "n2" for each statement execute function "f"();
-- drop trigger t: Drop trigger k_late of t
drop trigger "k_late" on "public"."t";
-- create trigger t: Create trigger k_late of t
create constraint trigger "k_late" after insert on "public"."t" from "app"."other" deferrable initially deferred for each row execute function "f"();
-- drop trigger t: Drop trigger l_constraint of t
drop trigger "l_constraint" on "public"."t";
-- create trigger t: Create trigger l_constraint of t
create constraint trigger "l_constraint" after insert on "public"."t" for each row execute function "f"();
-- alter trigger t: Let trigger m_state of t be enabled: always
alter table "public"."t" enable always trigger "m_state";
-- alter trigger t: Comment on trigger m_state of t
comment on trigger "m_state" on "public"."t" is 'new';
-- rename trigger t: Rename trigger n_old of t to n_new
alter trigger "n_old" on "public"."t" rename to "n_new";
-- drop trigger j: Drop trigger of_json of j
drop trigger "of_json" on "public"."j";
-- create trigger j: Create trigger of_json of j
create trigger "of_json" after delete on "public"."j" for each statement execute function "g"();
