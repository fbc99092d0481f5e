-- create table z_table: Create table z_table
create table "z_table" (
  "id" INTEGER,
  "a" TEXT,
  primary key ("id")
);
-- create view a_view: Create view a_view
create view "a_view" as select id, a from z_table where a is not null;
-- seed table z_table: Insert 1 row into z_table
insert into "z_table" ("id", "a") values
  (1, 'x');
