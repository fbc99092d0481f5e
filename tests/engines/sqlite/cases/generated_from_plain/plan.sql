-- rebuild table t: Rebuild t: change column b, generated as (upper(a))
--   because SQLite's ALTER TABLE cannot do this: Change column b of t: generated as (upper(a))
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT generated always as (upper(a)) virtual,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
--   deletes-data (1): Deletes column b of t, which has a value in 1 row [drop-column:t.b]
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
