-- rebuild table t: Rebuild t: change column v, no longer generated; change column s, no longer generated
--   because SQLite's ALTER TABLE cannot do this: Change column v of t: no longer generated
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "v" TEXT,
  "s" TEXT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "v", "s")
  select "id", "a", "v", "s" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX i on t (v);
