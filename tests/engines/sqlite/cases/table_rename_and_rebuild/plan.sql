-- rename table t: Rename table old to t
alter table "old" rename to "t";
-- rename table t: Rename column a of t to n
alter table "t" rename column "a" to "n";
-- rebuild table t: Rebuild t: change column n, type TEXT to INTEGER, set not null, set default 0; drop column gone
--   because SQLite's ALTER TABLE cannot do this: Change column n of t: type TEXT to INTEGER, set not null, set default 0
create table "_schemahero_new_t" (
  "id" INTEGER,
  "n" INTEGER not null default 0,
  primary key ("id")
);
--   rewrites-table (2): Copies 2 rows of t
--   changes-data (1): Converts column n of t from TEXT to INTEGER in 1 row
--   changes-data (1): Sets column n of t to 0 where it is null, in 1 row
insert into "_schemahero_new_t" ("id", "n")
  select "id", ifnull("n", 0) from "t";
--   deletes-data (1): Deletes column gone of t, which has a value in 1 row [drop-column:t.gone]
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
