-- rebuild table t: Rebuild t: change column a, collation nocase; change column b, drop collation
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: collation nocase
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT collate "nocase",
  "b" TEXT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE UNIQUE INDEX u on t (a);
CREATE INDEX w on t (b);
