-- rebuild table t: Rebuild t: change column s, generated as (a || '?'), stored
--   because SQLite's ALTER TABLE cannot do this: Change column s of t: generated as (a || '?'), stored
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "v" TEXT generated always as (UPPER("a")) virtual,
  "s" TEXT generated always as (a || '?') stored,
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
