-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "a" ANY,
  "r" REAL,
  primary key ("id")
) strict;
