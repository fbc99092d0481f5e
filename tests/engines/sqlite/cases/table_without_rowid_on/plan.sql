-- rebuild table t: Rebuild t: change without rowid; change column k, set not null
--   because SQLite's ALTER TABLE cannot do this: Change without rowid of table t
create table "_schemahero_new_t" (
  "k" TEXT not null,
  "a" TEXT,
  primary key ("k")
) without rowid;
--   rewrites-table (1): Copies 1 row of t
--   may-fail (1): Fails when there are rows of t which do not fit the new options
insert into "_schemahero_new_t" ("k", "a")
  select "k", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
