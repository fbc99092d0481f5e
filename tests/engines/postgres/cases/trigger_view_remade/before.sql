create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a int); create view low as select a from t; create trigger one instead of insert on low for each row execute function f();
create view top as select a from low; create trigger two instead of insert on top for each row execute function f(); comment on trigger two on top is 'c';
