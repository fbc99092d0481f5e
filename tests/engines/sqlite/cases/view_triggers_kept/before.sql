create view v as select a from t;
create trigger one instead of insert on v begin insert into t (a) values (new.a); end;
