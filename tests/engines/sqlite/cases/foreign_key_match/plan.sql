-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "p" INT,
  primary key ("id"),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id")
);
