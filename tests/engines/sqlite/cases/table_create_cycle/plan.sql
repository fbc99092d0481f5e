-- create table b: Create table b
create table "b" (
  "id" INTEGER,
  "a" INT,
  primary key ("id"),
  constraint "b_a_fkey" foreign key ("a") references "a" ("id")
);
-- create table a: Create table a
create table "a" (
  "id" INTEGER,
  "b" INT,
  primary key ("id"),
  constraint "a_b_fkey" foreign key ("b") references "b" ("id")
);
