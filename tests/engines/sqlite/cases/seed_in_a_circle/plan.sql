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
-- seed table b: Insert 1 row into b
insert into "b" ("id", "a") values
  (1, 1);
-- seed table a: Insert 1 row into a
insert into "a" ("id", "b") values
  (1, 1);
