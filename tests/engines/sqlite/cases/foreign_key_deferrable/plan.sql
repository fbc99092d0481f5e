-- rebuild table t: Rebuild t: drop foreign key (a) to p; drop foreign key (b) to p; drop foreign key (c) to p; add foreign key (a) to p; add foreign key (b) to p; add foreign key (c) to p
--   because SQLite's ALTER TABLE cannot do this: Drop foreign key (a) to p of t
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" INT,
  "b" INT,
  "c" INT,
  primary key ("id"),
  constraint "t_a_fkey" foreign key ("a") references "p" ("id"),
  constraint "t_b_fkey" foreign key ("b") references "p" ("id") deferrable initially deferred,
  constraint "t_c_fkey" foreign key ("c") references "p" ("id") deferrable initially immediate
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "a", "b", "c")
  select "id", "a", "b", "c" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
