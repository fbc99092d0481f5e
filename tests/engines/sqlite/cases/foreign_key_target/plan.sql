-- rebuild table t: Rebuild t: drop foreign key (a) to p; drop foreign key (b) to p; add foreign key (a) to q; add foreign key (b) to p
--   because SQLite's ALTER TABLE cannot do this: Drop foreign key (a) to p of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" INT,
  "b" TEXT,
  primary key ("id"),
  constraint "t_a_fkey" foreign key ("a") references "q" ("id"),
  constraint "t_b_fkey" foreign key ("b") references "p" ("k")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", "a", "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
