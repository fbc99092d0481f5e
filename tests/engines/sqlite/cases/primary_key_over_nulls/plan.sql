-- rebuild table t: Rebuild t: make (d) the primary key
--   because SQLite's ALTER TABLE cannot do this: Make (d) the primary key of t
create table "_schemahero_new_t" (
  "d" INTEGER,
  "a" TEXT,
  primary key ("d")
);
--   rewrites-table (2): Copies 2 rows of t
--   changes-data (1): Gives column d of t a number where it is null, in 1 row
insert into "_schemahero_new_t" ("d", "a")
  select "d", "a" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
