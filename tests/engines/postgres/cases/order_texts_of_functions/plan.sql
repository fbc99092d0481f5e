-- create function b: Create function b()
create function "public"."b" ()
returns integer
language "sql"
as $body$select 2 from (select 1) one where not exists (select 1 from v where id < 0) or a() = 0$body$;
-- create function a: Create function a()
create function "public"."a" ()
returns integer
language "sql"
as $body$select case when exists (select 1 from t) then b() else 1 end -- calls b(), reads v$body$;
-- create table t: Create table t
create table "public"."t" (
  "id" integer default a(),
  "w" integer default b()
);
-- alter function b: Comment on function b()
comment on function "public"."b"() is 'a() calls it, and v reads t';
-- create view v: Create view v
create view "public"."v" as select id, a() as a, 'b() of w' as text from t;
-- alter view v: Comment on view v
comment on view "public"."v" is 'from w';
-- create view w: Create view w
create view "public"."w" as select id, b() as b from v;
