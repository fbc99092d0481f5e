-- rebuild table t: Rebuild t: drop column a; drop check (a <> ''); drop index i
--   because SQLite's ALTER TABLE cannot do this: Drop check (a <> '') of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "b" TEXT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "b")
  select "id", "b" from "t";
--   deletes-data (1): Deletes column a of t, which has a value in 1 row [drop-column:t.a]
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
CREATE INDEX j on t (b);
