-- create type c: Create type c
create type "c" ("z" int);
-- create type b: Create type b
create type "b" ("y" list<frozen<c>>);
-- create type a: Create type a
create type "a" ("x" frozen<b>);
-- create table t: Create table t
create table "t" ("k" int, "v" text, "a" frozen<a>, primary key ("k"));
