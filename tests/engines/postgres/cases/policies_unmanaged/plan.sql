-- alter table u: Add column b to u
alter table "public"."u" add column "b" integer;
