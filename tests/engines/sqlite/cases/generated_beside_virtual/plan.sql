-- rebuild table t: Rebuild t: change column g, generated as (lower(a)); make (id) the primary key
--   because SQLite's ALTER TABLE cannot do this: Change column g of t: generated as (lower(a))
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "g" TEXT generated always as (lower(a)) virtual,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
