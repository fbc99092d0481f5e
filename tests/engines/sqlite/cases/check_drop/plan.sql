-- rebuild table t: Rebuild t: drop check (a > 0)
--   because SQLite's ALTER TABLE cannot do this: Drop check (a > 0) of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" INT,
  primary key ("id"),
  check ("ID" > 0)
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
