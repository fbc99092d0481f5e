-- rebuild table t: Rebuild t: drop column b; make (a) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (a) the primary key of t
create table "_schemahero_new_t" (
  "a" INT,
  "c" TEXT,
  primary key ("a")
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" (rowid, "a", "c")
  select rowid, "a", "c" from "t";
--   deletes-data (2): Deletes column b of t, which has a value in 2 rows [drop-column:t.b]
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
