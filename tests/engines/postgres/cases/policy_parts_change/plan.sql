-- alter table t: Disable row level security on t
alter table "public"."t" disable row level security;
-- alter table t: Subject the owner of t to row level security
alter table "public"."t" force row level security;
-- drop policy p_as: Drop policy p_as of t
drop policy "p_as" on "public"."t";
-- create policy p_as: Create policy p_as of t
create policy "p_as" on "public"."t" as restrictive using (a > 1);
-- drop policy p_for: Drop policy p_for of t
drop policy "p_for" on "public"."t";
-- create policy p_for: Create policy p_for of t
create policy "p_for" on "public"."t" for update using (a > 1);
-- alter policy p_to: Change policy p_to of t
alter policy "p_to" on "public"."t" to "pg_monitor", "pg_read_all_stats";
-- alter policy p_using: Change policy p_using of t
alter policy "p_using" on "public"."t" using (b <> 'x'::text);
-- alter policy p_check: Change policy p_check of t
alter policy "p_check" on "public"."t" with check (a > 3);
-- alter policy p_comment: Comment on policy p_comment of t
comment on policy "p_comment" on "public"."t" is 'new';
-- rename policy p_new: Rename policy p_old of t to p_new
alter policy "p_old" on "public"."t" rename to "p_new";
