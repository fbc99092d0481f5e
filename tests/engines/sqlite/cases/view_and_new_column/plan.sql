-- alter view v: Replace view v
drop view "v";
-- rebuild table t: Rebuild t: add column c
--   because SQLite cannot add a column whose default is not constant
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT,
  "c" INT default (1 + 1),
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
-- alter view v: Replace view v
create view "v" as select a, c from t;
