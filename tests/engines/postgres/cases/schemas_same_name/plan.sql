-- create schema third: Create schema third
create schema if not exists "third";
-- alter table t: Add column a to t
alter table "public"."t" add column "a" text;
-- alter table t: Add column b to other.t
alter table "other"."t" add column "b" text;
-- create index idx_t_b: Create index idx_t_b on other.t
--   exclusive-lock (1): Keeps others from writing to other.t while it indexes 1 row
create index "idx_t_b" on "other"."t" ("b");
-- create table u: Create table third.u
create table "third"."u" (
  "x" integer
);
-- alter table u: Add foreign key (x) to t on third.u
alter table "third"."u" add foreign key ("x") references "other"."t" ("id");
