-- rebuild table t: Rebuild t: change column a, set not null, set default 'none'
--   because SQLite's ALTER TABLE cannot do this: Change column a of t: set not null, set default 'none'
create table "_schemahero_new_t" (
  "id" INTEGER,
  "a" TEXT not null default 'none',
  "b" TEXT,
  primary key ("id")
);
--   rewrites-table (3): Copies 3 rows of t
--   changes-data (1): Sets column a of t to 'none' where it is null, in 1 row
insert into "_schemahero_new_t" ("id", "a", "b")
  select "id", ifnull("a", 'none'), "b" from "t";
drop table "t";
pragma legacy_alter_table = on;
alter table "_schemahero_new_t" rename to "t";
pragma legacy_alter_table = off;
