create view V as select a from t;
create trigger tr instead of insert on V begin insert into t (a) values (new.a); end;
