-- rebuild table t: Rebuild t: drop unique constraint (a)
--   because SQLite's ALTER TABLE cannot do this: Drop unique constraint (a) of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
-- create index u: Create index u on t
create unique index "u" on "t" ("a");
