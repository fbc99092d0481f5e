create view v as select a from t;
create trigger one instead of insert on v when new.a <> '' begin insert into t (a) values (new.a); end;
create trigger two instead of delete on v begin delete from t; end;
