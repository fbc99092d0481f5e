-- rename type mood: Rename type feeling to mood
alter type "public"."feeling" rename to "mood";
-- create trigger t: Create trigger on_t of t
create trigger "on_t" before insert on "public"."t" for each row when ((new.m = 'a'::public.mood)) execute function "pg_catalog"."suppress_redundant_updates_trigger"();
