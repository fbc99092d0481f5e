-- rename table fresh: Rename table stale to fresh
alter table "public"."stale" rename to "fresh";
-- rename table fresh: Rename column m of fresh to mood
alter table "public"."fresh" rename column "m" to "mood";
-- rename table fresh: Rename column n of fresh to number
alter table "public"."fresh" rename column "n" to "number";
-- rebuild type mood: Make type mood anew
--   because PostgreSQL can neither remove a value of an enum nor move it: the columns get a new type
alter type "public"."mood" rename to "_old_mood";
create type "public"."mood" as enum ('sad', 'ok');
alter table "public"."fresh" alter column "mood" drop default;
--   rewrites-table: Writes all rows of fresh anew
--   exclusive-lock: Keeps others from reading and writing fresh while it rewrites all rows
--   may-fail: Fails when there are rows of fresh which have the value gone
alter table "public"."fresh" alter column "mood" type public.mood using "mood"::text::public.mood;
alter table "public"."fresh" alter column "mood" set default 'ok'::public.mood;
drop type "public"."_old_mood";
