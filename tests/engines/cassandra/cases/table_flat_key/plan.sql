-- create table t: Create table t
create table "t" ("k" int, "c" int, "d" int, primary key ("k", "c", "d")) with clustering order by ("c" desc, "d" asc);
