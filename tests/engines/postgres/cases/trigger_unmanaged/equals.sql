create function f() returns trigger language plpgsql stable as 'begin return null; end'; create table new_name (x bigint, b int);
create trigger one before update of x on new_name for each row when (old.x <> new.x) execute function f('q'); comment on trigger one on new_name is 'c'; alter table new_name disable trigger one;
