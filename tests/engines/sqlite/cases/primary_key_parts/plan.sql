-- rebuild table t: Rebuild t: make (a, b) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (a, b) the primary key of t
create table "_schemahero_new_t" (
  "a" TEXT not null,
  "b" INT not null,
  primary key ("a" collate "rtrim", "b")
) without rowid;
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("a", "b")
  select "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
-- rebuild table u: Rebuild u: make (a, b) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (a, b) the primary key of u
create table "_schemahero_new_u" (
  "a" TEXT,
  "b" INT,
  primary key ("a" collate "nocase", "b" desc)
);
--   rewrites-table (1): Copies 1 row of u
insert into "_schemahero_new_u" (rowid, "a", "b")
  select rowid, "a", "b" from "u";
drop table "u";
pragma legacy_alter_table = on;
alter table "_schemahero_new_u" rename to "u";
pragma legacy_alter_table = off;
