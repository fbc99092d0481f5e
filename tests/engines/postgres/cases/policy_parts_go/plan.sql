-- alter table off: Disable row level security on off
alter table "public"."off" disable row level security;
-- alter table off: Exempt the owner of off from row level security
alter table "public"."off" no force row level security;
-- drop policy p_as: Drop policy p_as of t
drop policy "p_as" on "public"."t";
-- create policy p_as: Create policy p_as of t
create policy "p_as" on "public"."t" using (a > 1);
-- drop policy p_for: Drop policy p_for of t
drop policy "p_for" on "public"."t";
-- create policy p_for: Create policy p_for of t
create policy "p_for" on "public"."t" using (a > 1);
-- alter policy p_to: Change policy p_to of t
alter policy "p_to" on "public"."t" to public;
-- drop policy p_using: Drop policy p_using of t
drop policy "p_using" on "public"."t";
-- create policy p_using: Create policy p_using of t
create policy "p_using" on "public"."t" for insert with check (a > 1);
-- drop policy p_check: Drop policy p_check of t
drop policy "p_check" on "public"."t";
-- create policy p_check: Create policy p_check of t
create policy "p_check" on "public"."t" using (a > 1);
-- alter policy p_comment: Comment on policy p_comment of t
comment on policy "p_comment" on "public"."t" is null;
-- drop policy p_gone: Drop policy p_gone of t
drop policy "p_gone" on "public"."t";
