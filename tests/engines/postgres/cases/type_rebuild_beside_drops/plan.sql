-- drop table t: Drop table t
--   deletes-data (1): Deletes table t with 1 row [drop-table:t]
drop table "public"."t";
-- rebuild type mood: Make type mood anew
--   because PostgreSQL can neither remove a value of an enum nor move it: the columns get a new type
alter type "public"."mood" rename to "_old_mood";
create type "public"."mood" as enum ('sad', 'ok');
--   rewrites-table: Writes all rows of u anew
--   exclusive-lock: Keeps others from reading and writing u while it rewrites all rows
--   may-fail: Fails when there are rows of u which have the value gone
alter table "public"."u" alter column "n" type public.mood using "n"::text::public.mood;
drop type "public"."_old_mood";
