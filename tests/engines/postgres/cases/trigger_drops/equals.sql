create function g() returns trigger language plpgsql as 'begin return new; end'; create table t (a int);
create view w as select a, a as b from t; create trigger four instead of insert on w for each row execute function g();
