-- rebuild table t: Rebuild t: add column c; add column d
--   because SQLite cannot add a column whose default is not constant
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT,
  "c" TEXT default (1 + 1),
  "d" timestamp default current_timestamp,
  primary key ("id")
);
--   rewrites-table (3): Copies 3 rows of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
