-- rebuild table name: Rebuild name: make (id) the primary key; drop unique constraint (id, a); add unique constraint (id, a)
--   because SQLite's ALTER TABLE cannot do this: Make (id) the primary key of name
create table "_schemahero_new_name" (
  "id" INTEGER,
  "a" TEXT,
  constraint "new_key" primary key ("id"),
  constraint "new_unique" unique ("id", "a")
);
--   rewrites-table (1): Copies 1 row of name
insert into "_schemahero_new_name" ("id", "a")
  select "id", "a" from "name";
drop table "name";
pragma legacy_alter_table = on;
alter table "_schemahero_new_name" rename to "name";
pragma legacy_alter_table = off;
-- rebuild table conflict: Rebuild conflict: change column b, engine options; make (id) the primary key; drop unique constraint (a); add unique constraint (a)
--   because SQLite's ALTER TABLE cannot do this: Change column b of conflict: engine options
create table "_schemahero_new_conflict" (
  "id" INTEGER,
  "a" TEXT,
  "b" INTEGER not null on conflict fail default 0,
  primary key ("id"),
  unique ("a")
);
--   rewrites-table (2): Copies 2 rows of conflict
insert or abort into "_schemahero_new_conflict" ("id", "a", "b")
  select "id", "a", "b" from "conflict";
drop table "conflict";
pragma legacy_alter_table = on;
alter table "_schemahero_new_conflict" rename to "conflict";
pragma legacy_alter_table = off;
-- rebuild table columns: Rebuild columns: drop unique constraint (a); drop unique constraint (a, b); drop unique constraint (b, a); drop unique constraint (a); add unique constraint (a, b); add unique constraint (a, b); add unique constraint (b, a); add unique constraint (b)
--   because SQLite's ALTER TABLE cannot do this: Drop unique constraint (a) of columns
create table "_schemahero_new_columns" (
  "a" TEXT,
  "b" TEXT,
  unique ("a", "b"),
  unique ("a" collate "rtrim", "b"),
  constraint "by_order" unique ("b", "a" desc),
  constraint "by_name" unique ("b" collate "nocase")
);
--   rewrites-table (2): Copies 2 rows of columns
insert into "_schemahero_new_columns" (rowid, "a", "b")
  select rowid, "a", "b" from "columns";
drop table "columns";
pragma legacy_alter_table = on;
alter table "_schemahero_new_columns" rename to "columns";
pragma legacy_alter_table = off;
