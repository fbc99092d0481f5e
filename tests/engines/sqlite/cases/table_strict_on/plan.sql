-- rebuild table t: Rebuild t: change strict
--   because SQLite's ALTER TABLE cannot do this: Change strict of table t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "n" INT,
  primary key ("id")
) strict;
--   rewrites-table (1): Copies 1 row of t
--   may-fail (1): Fails when there are rows of t which do not fit the new options
insert into "_schemahero_new_t" ("id", "a", "n")
  select "id", "a", "n" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
