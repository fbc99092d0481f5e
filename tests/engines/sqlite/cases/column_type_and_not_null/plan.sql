-- rebuild table t: Rebuild t: change column a, type TEXT to INTEGER, set not null, set default 7
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: type TEXT to INTEGER, set not null, set default 7
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" INTEGER not null default 7,
  primary key ("id")
);
--   rewrites-table (2): Copies 2 rows of t
--   changes-data (1): Converts column a of t from TEXT to INTEGER in 1 row
--   changes-data (1): Sets column a of t to 7 where it is null, in 1 row
insert into "_schemahero_new_t" ("id", "a")
  select "id", ifnull("a", 7) from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
