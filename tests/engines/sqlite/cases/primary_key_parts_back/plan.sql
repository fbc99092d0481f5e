-- rebuild table t: Rebuild t: make (a, b) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (a, b) the primary key of t
create table "_schemahero_new_t" (
  "a" TEXT,
  "b" INT,
  primary key ("a", "b")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" (rowid, "a", "b")
  select rowid, "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
