-- rename table u: Rename table b.former to b.u
alter table "b"."former" rename to "u";
-- alter table t: Change column id of t: type integer to bigint
--   rewrites-table (1): Writes 1 row of t anew
--   exclusive-lock (1): Keeps others from reading and writing t while it rewrites 1 row
alter table "public"."t" alter column "id" type bigint;
-- alter table t: Add column x to t
alter table "public"."t" add column "x" integer;
-- alter table t: Change column id of a.t: set not null
--   exclusive-lock (1): Keeps others from reading and writing a.t while it checks 1 row
alter table "a"."t" alter column "id" set not null;
-- alter table t: Add column x to a.t
alter table "a"."t" add column "x" integer;
-- alter table t: Drop column gone of a.t
--   deletes-data (1): Deletes column gone of a.t, which has a value in 1 row [drop-column:a.t.gone]
alter table "a"."t" drop column "gone";
-- alter table t: Make (id) the primary key of a.t
--   exclusive-lock (1): Keeps others from reading and writing a.t while it makes an index over 1 row
alter table "a"."t" add primary key ("id");
-- alter table t: Add foreign key (x) to u on a.t
--   may-fail (1): Fails when there are rows of a.t which have no parent in u
--   exclusive-lock (1): Keeps others from writing to a.t while it checks 1 row
alter table "a"."t" add foreign key ("x") references "b"."u" ("id");
-- create table t: Create table b.t
create table "b"."t" (
  "id" integer
);
-- alter table t: Add foreign key (id) to t on b.t
alter table "b"."t" add foreign key ("id") references "a"."t" ("id");
-- create table only: Create table b.only
create table "b"."only" (
  "id" integer
);
-- create table only_here: Create table only_here
create table "public"."only_here" (
  "id" integer
);
