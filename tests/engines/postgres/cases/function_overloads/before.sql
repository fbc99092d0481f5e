create function f(a int) returns text language sql as $$select 'old'$$; create function f(a bigint) returns text language sql as $$select 'big'$$;
