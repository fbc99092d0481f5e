-- rebuild table u: Rebuild u: drop foreign key (x, y) to p; add foreign key (x, y) to p
--   because SQLite's ALTER TABLE cannot do this: Drop foreign key (x, y) to p of u
create table "_schemahero_new_u" (
  "x" INT,
  "y" INT,
  constraint "u_x_y_fkey" foreign key ("x", "y") references "p" ("b", "a")
);
insert into "_schemahero_new_u" (rowid, "x", "y")
  select rowid, "x", "y" from "u";
drop table "u";
pragma legacy_alter_table = on;
alter table "_schemahero_new_u" rename to "u";
pragma legacy_alter_table = off;
