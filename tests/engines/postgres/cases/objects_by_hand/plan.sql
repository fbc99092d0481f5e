-- create table touched: Create table touched
create table "public"."touched" (
  "a" integer
);
