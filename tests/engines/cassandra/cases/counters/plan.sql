-- create table t: Create table t
create table "t" ("k" int, "n" counter, "m" counter, primary key ("k"));
