-- create table t: Create table t
create table "t" (
  "id" INTEGER,
  primary key ("id")
);
-- create view b: Create view b
create view "b" as select id as x from t;
-- create view a: Create view a
create view "a" as select x from b;
