-- create table a: Create table a
create table "public"."a" (
  "id" integer not null,
  "b" integer,
  primary key ("id")
);
-- create table b: Create table b
create table "public"."b" (
  "id" integer not null,
  "a" integer,
  primary key ("id")
);
-- alter table a: Add foreign key (b) to b on a
alter table "public"."a" add foreign key ("b") references "public"."b" ("id");
-- alter table b: Add foreign key (a) to a on b
alter table "public"."b" add foreign key ("a") references "public"."a" ("id");
