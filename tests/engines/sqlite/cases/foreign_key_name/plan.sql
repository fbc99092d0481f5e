-- rebuild table t: Rebuild t: drop foreign key (a) to p; add foreign key (a) to p
--   because SQLite's ALTER TABLE cannot do this: Drop foreign key (a) to p of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" INT,
  "b" INT,
  primary key ("id"),
  constraint "fresh" foreign key ("a") references "p" ("id"),
  constraint "t_b_fkey" foreign key ("b") references "p" ("id")
);
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
