-- rebuild table t: Rebuild t: drop check (a in ('X', 'y')); drop check (b > 0); add check (a in ('x', 'y')); add check (b >= 0)
--   because SQLite's ALTER TABLE cannot do this: Drop check (a in ('X', 'y')) of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT,
  "b" INT,
  primary key ("id"),
  check (a in ('x', 'y')),
  check (b >= 0)
);
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
