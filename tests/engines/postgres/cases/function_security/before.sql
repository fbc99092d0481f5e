create function f() returns text language sql as $$select current_setting('search_path')$$;
