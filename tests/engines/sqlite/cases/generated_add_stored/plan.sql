-- rebuild table t: Rebuild t: add column v
--   because SQLite cannot add a stored generated column
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT,
  "v" TEXT generated always as (upper(a)) stored,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
