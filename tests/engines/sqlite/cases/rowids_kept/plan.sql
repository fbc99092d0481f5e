-- rebuild table t: Rebuild t: change column b, type INT to TEXT
--   because SQLite's ALTER TABLE cannot do this: Change column b of t: type INT to TEXT
create table "_schemahero_new_t" (
  "a" TEXT,
  "b" TEXT
);
--   rewrites-table (3): Copies 3 rows of t
insert into "_schemahero_new_t" (rowid, "a", "b")
  select rowid, "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
