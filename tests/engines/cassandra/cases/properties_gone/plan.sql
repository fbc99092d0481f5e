-- create table t: Create table t
create table "t" ("k" int, "v" text, primary key ("k"));
