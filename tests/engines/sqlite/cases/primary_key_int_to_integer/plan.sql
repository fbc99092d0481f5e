-- rebuild table t: Rebuild t: change column id, type INT to INTEGER
--   because SQLite's ALTER TABLE cannot do this: Change column id of t: type INT to INTEGER
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id")
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
