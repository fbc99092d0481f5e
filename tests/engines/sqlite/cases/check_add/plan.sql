-- rebuild table t: Rebuild t: add check (id < 100)
--   because SQLite's ALTER TABLE cannot do this: Add check (id < 100) to t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT,
  primary key ("id"),
  constraint "c" check (id < 100)
);
--   rewrites-table (3): Copies 3 rows of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
