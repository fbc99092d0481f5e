create function f(text) returns text language sql as $$select 'others'$$;
