-- rename table u: Rename table old_u to u
alter table "public"."old_u" rename to "u";
-- rename table u: Rename column old_g of u to g
alter table "public"."u" rename column "old_g" to "g";
-- drop index by_g: Drop index by_g of t
drop index "public"."by_g";
-- drop trigger t: Drop trigger tr of t
drop trigger "tr" on "public"."t";
-- drop policy p: Drop policy p of t
drop policy "p" on "public"."t";
-- alter table t: Drop generated column g of t
alter table "public"."t" drop column "g";
-- alter table t: Add column g to t
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" add column "g" integer generated always as (a + 2) stored;
-- alter table t: Comment on column g of t
comment on column "public"."t"."g" is 'made';
-- create index by_g: Create index by_g on t
--   exclusive-lock (1): Keeps others from writing to t while it indexes 1 row
create index "by_g" on "public"."t" ("g");
-- alter table t: Comment on index by_g of t
comment on index "public"."by_g" is 'kept';
-- alter table u: Drop generated column g of u
alter table "public"."u" drop column "g";
-- alter table u: Add column g to u
--   rewrites-table (1): Writes 1 row of u anew
--   exclusive-lock (1): Keeps others from reading and writing u while it rewrites 1 row
alter table "public"."u" add column "g" integer generated always as (a + 2) stored;
-- create trigger t: Create trigger tr of t
create trigger "tr" before update of "a", "g" on "public"."t" for each row execute function "public"."fire"();
-- create policy p: Create policy p of t
create policy "p" on "public"."t" using (g > 0);
-- alter table t: Revoke insert ("g"), select ("a") on table t from anew_reader
revoke insert ("g"), select ("a") on table "public"."t" from "anew_reader";
-- alter table u: Grant references ("g") on table u to anew_clerk
grant references ("g") on table "public"."u" to "anew_clerk" with grant option;
-- alter table t: Grant select ("g") on table t to anew_other
grant select ("g") on table "public"."t" to "anew_other";
-- alter table t: Grant select ("g") on table t to anew_reader
grant select ("g") on table "public"."t" to "anew_reader";
