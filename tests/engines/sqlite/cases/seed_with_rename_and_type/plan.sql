-- rename table t: Rename table old to t
alter table "old" rename to "t";
-- rename table t: Rename column a of t to label
alter table "t" rename column "a" to "label";
-- rebuild table t: Rebuild t: change column n, type TEXT to INTEGER; add column d
--   because SQLite's ALTER TABLE cannot do this: Change column n of t: type TEXT to INTEGER
create table "_schemahero_new_t" (
  "id" INTEGER,
  "label" TEXT,
  "n" INTEGER,
  "d" TEXT not null default 'q',
  primary key ("id")
);
--   rewrites-table (2): Copies 2 rows of t
--   changes-data (2): Converts column n of t from TEXT to INTEGER in 2 rows
insert into "_schemahero_new_t" ("id", "label", "n")
  select "id", "label", "n" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
-- seed table t: Set label of one row of t
--   changes-data (1): Overwrites label of one row of t
update "t" set "label" = 'z' where "id" = 2;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "label", "n") values
  (3, 'new', 7);
