-- rebuild table t: Rebuild t: change column a, type (none) to BLOB; change column b, type TEXT to (none)
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: type (none) to BLOB
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" BLOB,
  "b",
  primary key ("id")
);
--   rewrites-table (2): Copies 2 rows of t
--   changes-data (2): Converts column b of t from TEXT to no type in 2 rows
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
