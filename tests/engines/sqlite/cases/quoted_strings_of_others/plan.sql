-- rebuild table t: Rebuild t: change column b, set default 1
--   because SQLite's ALTER TABLE cannot do this: Change column b of t: set default 1
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT default 'x',
  "b" TEXT default 1,
  primary key ("id"),
  check (a <> '')
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (id) where b <> "";
