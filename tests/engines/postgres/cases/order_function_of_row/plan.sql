-- create table t: Create table t
create table "public"."t" (
  "id" integer,
  "a" integer,
  "b" integer
);
-- create function next: Create function next(t)
create function "public"."next" ("x" t)
returns integer
language "sql"
as $body$select 7$body$;
-- alter table t: Set the default of column a of t
alter table "public"."t" alter column "a" set default next(null);
-- create function valid: Create function valid(t)
create function "public"."valid" ("x" t)
returns boolean
language "sql"
immutable
as $body$select (x.id > 0)$body$;
-- alter table t: Add check (valid(t.*)) to t
alter table "public"."t" add constraint "whole" check (valid(t.*));
-- create function size: Create function size(t)
create function "public"."size" ("x" t)
returns integer
language "sql"
immutable
as $body$select x.id$body$;
-- create index by_size: Create index by_size on t
create index "by_size" on "public"."t" ((size(t.*)));
