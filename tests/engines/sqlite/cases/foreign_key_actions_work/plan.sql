-- create table p: Create table p
create table "p" (
  "id" INTEGER,
  primary key ("id")
);
-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  "p" INT,
  primary key ("id"),
  constraint "t_p_fkey" foreign key ("p") references "p" ("id") on delete cascade on update cascade
);
-- seed table p: Insert 2 rows into p
insert into "p" ("id") values
  (1),
  (2);
-- seed table t: Insert 1 row into t
insert into "t" ("id", "p") values
  (1, 1);
