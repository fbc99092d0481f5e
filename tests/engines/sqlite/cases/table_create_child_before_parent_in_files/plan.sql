-- create table z_parent: Create table z_parent
create table "z_parent" (
  "id" INTEGER,
  primary key ("id")
);
-- create table a_child: Create table a_child
create table "a_child" (
  "id" INTEGER,
  "p" INT,
  primary key ("id"),
  constraint "a_child_p_fkey" foreign key ("p") references "z_parent" ("id")
);
-- seed table z_parent: Insert 1 row into z_parent
insert into "z_parent" ("id") values
  (5);
-- seed table a_child: Insert 1 row into a_child
insert into "a_child" ("id", "p") values
  (1, 5);
