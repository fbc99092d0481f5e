-- drop policy roles: Drop policy roles of t
drop policy "roles" on "public"."t";
-- drop policy expression: Drop policy expression of t
drop policy "expression" on "public"."t";
-- drop policy loses: Drop policy loses of t
drop policy "loses" on "public"."t";
-- drop policy command: Drop policy command of t
drop policy "command" on "public"."t";
-- drop policy old_name: Drop policy old_name of t
drop policy "old_name" on "public"."t";
-- drop policy unwanted: Drop policy unwanted of t
drop policy "unwanted" on "public"."t";
-- drop policy same: Drop policy same of t
drop policy "same" on "public"."t";
-- alter table t: Change column a of t: type integer to bigint
alter table "public"."t" alter column "a" type bigint;
-- alter table t: Drop column gone of t
--   deletes-data (0): Deletes column gone of t, which has a value in 0 rows [drop-column:t.gone]
alter table "public"."t" drop column "gone";
-- alter table t: Disable row level security on t
alter table "public"."t" disable row level security;
-- alter table t: Subject the owner of t to row level security
alter table "public"."t" force row level security;
-- create policy roles: Create policy roles of t
create policy "roles" on "public"."t" using (a > 1);
-- alter policy roles: Comment on policy roles of t
comment on policy "roles" on "public"."t" is 'now';
-- create policy expression: Create policy expression of t
create policy "expression" on "public"."t" using (a > 7) with check (a > 2);
-- create policy loses: Create policy loses of t
create policy "loses" on "public"."t" using (a > 1);
-- create policy command: Create policy command of t
create policy "command" on "public"."t" as restrictive for update using (a > 1);
-- create policy new_name: Create policy new_name of t
create policy "new_name" on "public"."t" using (a = 9);
-- create policy extra: Create policy extra of t
create policy "extra" on "public"."t" using (b ~~ 'a%'::text);
-- create policy same: Create policy same of t
create policy "same" on "public"."t" using ((a > 1) AND (b = 'x'::text));
