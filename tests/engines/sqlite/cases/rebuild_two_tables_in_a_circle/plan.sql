-- rebuild table a: Rebuild a: change column x, set default 'q'
--   because SQLite's ALTER TABLE cannot do this: Change column x of a: set default 'q'
create table "_schemahero_new_a" (
  "id" INTEGER,
  "b" INT,
  "x" TEXT default 'q',
  primary key ("id"),
  constraint "a_b_fkey" foreign key ("b") references "b" ("id")
);
--   rewrites-table (1): Copies 1 row of a
insert into "_schemahero_new_a" ("id", "b", "x")
  select "id", "b", "x" from "a";
drop table "a";
pragma legacy_alter_table = on;
alter table "_schemahero_new_a" rename to "a";
pragma legacy_alter_table = off;
-- rebuild table b: Rebuild b: change column x, set default 'q'
--   because SQLite's ALTER TABLE cannot do this: Change column x of b: set default 'q'
create table "_schemahero_new_b" (
  "id" INTEGER,
  "a" INT,
  "x" TEXT default 'q',
  primary key ("id"),
  constraint "b_a_fkey" foreign key ("a") references "a" ("id")
);
--   rewrites-table (1): Copies 1 row of b
insert into "_schemahero_new_b" ("id", "a", "x")
  select "id", "a", "x" from "b";
drop table "b";
pragma legacy_alter_table = on;
alter table "_schemahero_new_b" rename to "b";
pragma legacy_alter_table = off;
