-- rebuild table t: Rebuild t: change column b, type INT to TEXT
--   because SQLite's ALTER TABLE cannot do this: Change column b of t: type INT to TEXT
create table "_schemahero_new_t" (
  "rowid" TEXT,
  "b" TEXT
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" (_rowid_, "rowid", "b")
  select _rowid_, "rowid", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
