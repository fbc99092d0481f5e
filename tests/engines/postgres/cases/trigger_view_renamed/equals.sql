create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a int); create view new_v as select a from t; create trigger one instead of insert on new_v for each row execute function f();
create view new_w as select a from t; create trigger kept instead of insert on new_w for each row execute function f();
