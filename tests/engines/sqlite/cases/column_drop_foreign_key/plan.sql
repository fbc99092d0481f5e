-- rebuild table t: Rebuild t: drop column p; drop foreign key (p) to p
--   because SQLite's ALTER TABLE cannot do this: Drop foreign key (p) to p of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a")
  select "id", "a" from "t";
--   deletes-data (1): Deletes column p of t, which has a value in 1 row [drop-column:t.p]
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
