create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a int, b int);
create trigger one before update of a on t for each row when (old.a <> new.a) execute function f('q'); comment on trigger one on t is 'c'; alter table t disable trigger one;
