-- alter view v: Replace view v
drop view "v";
create view "v" as select a, b from t;
CREATE TRIGGER one instead of insert on v begin insert into t (a) values (new.a); end;
