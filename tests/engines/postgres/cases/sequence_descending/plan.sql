-- create table t: Create table t
create table "public"."t" (
  "id" integer generated always as identity (increment -1) not null,
  primary key ("id")
);
-- create sequence down: Create sequence down
create sequence "public"."down" increment -2;
-- alter sequence small: Change sequence small: increment -5 minvalue -32768 maxvalue -1 start -1
alter sequence "public"."small" increment -5 minvalue -32768 maxvalue -1 start -1;
