create view v as select a, b from t;
create trigger one instead of insert on v begin insert into t (a) values (new.a); end;
create trigger two instead of delete on v begin delete from t where a = old.a; end;
