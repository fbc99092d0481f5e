-- alter trigger t: Change trigger a_events of t
create or replace trigger "a_events" after insert or update of "b" on "public"."t" for each row execute function "f"();
-- alter trigger t: Change trigger b_statement of t
create or replace trigger "b_statement" after insert on "public"."t" for each statement execute function "f"();
-- alter trigger t: Change trigger c_run of t
create or replace trigger "c_run" after insert on "public"."t" for each row execute function "f"();
-- alter trigger t: Change trigger d_row of t
create or replace trigger "d_row" after insert on "public"."t" for each row execute function "f"();
-- alter trigger t: Change trigger e_condition of t
create or replace trigger "e_condition" before update on "public"."t" for each row when ((new.a > 2)) execute function "f"();
-- alter trigger t: Change trigger f_schema of t
create or replace trigger "f_schema" before update on "public"."t" for each row execute function "app"."f"();
-- alter trigger t: Change trigger g_name of t
create or replace trigger "g_name" before update on "public"."t" for each row execute function "g"('y', 'z');
-- alter trigger t: Change trigger h_params of t
create or replace trigger "h_params" before update on "public"."t" for each row execute function "g"('in b int');
-- alter trigger t: Change trigger i_procedure of t
create or replace trigger "i_procedure" before update on "public"."t" for each row execute function "g"('2');
-- alter trigger t: Change trigger j_tables of t
create or replace trigger "j_tables" after update on "public"."t" referencing old table as "o2" new table as "n2" for each statement execute function "f"();
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
-- alter trigger j: Change trigger of_json of j
create or replace trigger "of_json" after delete on "public"."j" for each statement execute function "g"();
