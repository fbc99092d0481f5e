create function f() returns trigger language plpgsql as 'begin return new; end'; create function g() returns trigger language plpgsql as 'begin return new; end'; create table t (a int); create table gone (a int);
create trigger one before insert on t for each row when (new.a > 0) execute function f(); create trigger two before insert on gone for each row execute function f();
create view v as select a from t; create trigger three instead of insert on v for each row execute function f();
create view w as select a::bigint from t; create trigger four instead of insert on w for each row execute function g();
