-- rebuild table t: Rebuild t: change column b, engine options; make (id) the primary key; drop unique constraint (a); drop unique constraint (b, a); drop unique constraint (c); add unique constraint (a); add unique constraint (b)
--   because SQLite's ALTER TABLE cannot do this: Change column b of t: engine options
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT collate "nocase",
  "b" INTEGER not null default 1,
  "c" TEXT,
  primary key ("id"),
  unique ("a"),
  unique ("b")
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" ("id", "a", "b", "c")
  select "id", "a", "b", "c" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
