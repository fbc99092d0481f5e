-- alter view V: Replace view V
drop view "V";
-- alter view v: Replace view v
create view "v" as select a from t;
CREATE TRIGGER tr instead of insert on V begin insert into t (a) values (new.a); end;
