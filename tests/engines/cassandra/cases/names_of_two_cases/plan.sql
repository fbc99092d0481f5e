-- create table T: Create table T
create table "T" ("k" int, "v" text, primary key ("k"));
