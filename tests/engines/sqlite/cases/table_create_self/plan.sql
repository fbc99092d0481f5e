-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "up" INT,
  primary key ("id"),
  constraint "t_up_fkey" foreign key ("up") references "t" ("id") on delete cascade
);
