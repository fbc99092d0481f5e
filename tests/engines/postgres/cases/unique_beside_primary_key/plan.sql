-- create table t: Create table t
create table "public"."t" (
  "a" integer not null,
  "b" integer not null,
  "x" integer,
  primary key ("a", "b"),
  constraint "turned" unique ("b", "a"),
  constraint "t_x_key" unique ("x")
);
-- alter table t: Add unique constraint (a, b) to t
alter table "public"."t" add constraint "again" unique ("a", "b");
-- alter table t: Add unique constraint (x) to t
alter table "public"."t" add constraint "first" unique ("x");
-- create table child: Create table child
create table "public"."child" (
  "a" integer,
  "b" integer
);
-- alter table child: Add foreign key (a, b) to t on child
alter table "public"."child" add foreign key ("a", "b") references "public"."t" ("a", "b");
