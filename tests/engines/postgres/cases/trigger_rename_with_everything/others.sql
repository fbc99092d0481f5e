create function f() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$;
create function g() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$;
create schema app;
create function app.f() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$;
