-- rebuild table t: Rebuild t: drop foreign key (p) to p
--   because SQLite's ALTER TABLE cannot do this: Drop foreign key (p) to p of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  primary key ("id")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "p")
  select "id", "p" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
