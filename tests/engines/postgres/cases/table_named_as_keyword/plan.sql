-- create table null: Create table null
create table "public"."null" (
  "b" date,
  check (b > '1900-01-01'),
  check (b is null or b is not null) no inherit
);
