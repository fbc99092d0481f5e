-- rebuild table t: Rebuild t: change column v, generated as (upper(a)), stored; change column s, generated as (lower(a))
--   because SQLite's ALTER TABLE cannot do this: Change column v of t: generated as (upper(a)), stored
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "v" TEXT generated always as (upper(a)) stored,
  "s" TEXT generated always as (lower(a)) virtual,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (v);
