-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  primary key ("id")
);
