-- create index idx_p_x: Create index idx_p_x on p
create unique index "idx_p_x" on "p" ("x");
-- rebuild table t: Rebuild t: add foreign key (p) to p
--   because SQLite cannot add a foreign key to a column
create table "_schemahero_new_t" (
  "id" INTEGER,
  "p" INT,
  primary key ("id"),
  constraint "t_p_fkey" foreign key ("p") references "p" ("x")
);
--   rewrites-table (1): Copies 1 row of t
insert into "_schemahero_new_t" ("id", "p")
  select "id", "p" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
