-- create table doc: Create table doc
create table "public"."doc" (
  "owner" text,
  "team" integer
);
-- create table team: Create table team
create table "public"."team" (
  "id" integer,
  "lead" text
);
-- alter table old: Add column fresh to old
alter table "public"."old" add column "fresh" integer;
-- alter table doc: Enable row level security on doc
alter table "public"."doc" enable row level security;
-- alter table doc: Subject the owner of doc to row level security
alter table "public"."doc" force row level security;
-- alter table old: Enable row level security on old
alter table "public"."old" enable row level security;
-- create policy own: Create policy own of doc
create policy "own" on "public"."doc" using (owner = current_user);
-- alter policy own: Comment on policy own of doc
comment on policy "own" on "public"."doc" is 'c';
-- create policy tea'm "x": Create policy tea'm "x" of doc
create policy "tea'm ""x""" on "public"."doc" for update to "pg_monitor", "pg_read_all_stats" using (team in (select t.id from team t where t.lead = doc.owner)) with check (team > 0);
-- create policy strict: Create policy strict of doc
create policy "strict" on "public"."doc" as restrictive for insert with check (owner is not null and owner <> '');
-- create policy look: Create policy look of doc
create policy "look" on "public"."doc" for select using (true);
-- create policy remove: Create policy remove of doc
create policy "remove" on "public"."doc" for delete using (team between 1 and 3);
-- create policy p: Create policy p of old
create policy "p" on "public"."old" using (fresh > a);
