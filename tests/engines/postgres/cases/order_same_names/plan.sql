-- create schema app: Create schema app
create schema if not exists "app";
-- create function f: Create function f(integer)
create function "public"."f" ("x" integer)
returns integer
language "sql"
as $body$select x$body$;
-- create view called: Create view called
create view "public"."called" as select f(id) as id from t;
-- create function f: Create function f(called)
create function "public"."f" ("x" called)
returns integer
language "sql"
as $body$select x.id$body$;
-- create view w: Create view app.w
create view "app"."w" as select v.id from public.t as v;
-- create view v: Create view app.v
create view "app"."v" as select id from app.w;
-- create view v: Create view v
create view "public"."v" as select id from app.v;
-- create view w: Create view w
create view "public"."w" as select id from v;
-- create view calling: Create view calling
create view "public"."calling" as select f(called) as id from called;
