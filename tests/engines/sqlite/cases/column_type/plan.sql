-- rebuild table t: Rebuild t: change column a, type TEXT to INTEGER; change column b, type INT to TEXT
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: type TEXT to INTEGER
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" INTEGER,
  "b" TEXT,
  primary key ("id")
);
--   rewrites-table (4): Copies 4 rows of t
--   changes-data (3): Converts column a of t from TEXT to INTEGER in 3 rows
--   changes-data (4): Converts column b of t from INT to TEXT in 4 rows
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
