-- rebuild table t: Rebuild t: add foreign key (p) to p; add foreign key (q) to p
--   because SQLite cannot add a foreign key to a column
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  "q" TEXT,
  primary key ("id"),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id"),
  constraint "t_q_fkey" foreign key ("q") references "p" ("k")
);
--   rewrites-table (2): Copies 2 rows of t
insert into "_schemahero_new_t" ("id", "p", "q")
  select "id", "p", "q" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
