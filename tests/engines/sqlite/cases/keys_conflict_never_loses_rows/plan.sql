-- rebuild table t: Rebuild t: add unique constraint (a)
--   because SQLite's ALTER TABLE cannot do this: Add unique constraint (a) to t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id"),
  unique ("a") on conflict ignore
);
--   rewrites-table (3): Copies 3 rows of t
--   may-fail (2): Fails because of 2 rows of t which share their key with another
insert or abort into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
