-- create table t: Create table t
create table "public"."t" (
  "a" integer,
  "b" text
);
-- create function shout: Create function shout(text)
create function "public"."shout" ("words" text)
returns text
language "sql"
as $body$select upper(words)$body$;
-- create function whole: Create function whole(t)
create function "public"."whole" ("one" t)
returns setof t
language "sql"
as $body$select one$body$;
-- create view z_low: Create view z_low
create view "public"."z_low" as select shout(b) as loud, whole(t) as c from t;
-- create view a_top: Create view a_top
create view "public"."a_top" as select loud || '!' as louder from z_low;
