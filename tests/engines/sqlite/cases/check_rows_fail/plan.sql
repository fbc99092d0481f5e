-- rebuild table t: Rebuild t: add check (id < 5)
--   because SQLite's ALTER TABLE cannot do this: Add check (id < 5) to t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" TEXT,
  primary key ("id"),
  check (id < 5)
);
--   rewrites-table (3): Copies 3 rows of t
--   may-fail (1): Fails because of 1 row of t which do not fulfil id < 5
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
