create function f(boolean) returns text language sql as $$select 'others'$$;
