-- rebuild table t: Rebuild t: make (a) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (a) the primary key of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT not null,
  primary key ("a")
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" (rowid, "id", "a")
  select rowid, "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
