-- drop table old: Drop table old
--   deletes-data (1): Deletes table old with 1 row [drop-table:old]
drop table "old";
-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id")
);
-- create index i: Create index i on t
create index "i" on "t" ("a");
