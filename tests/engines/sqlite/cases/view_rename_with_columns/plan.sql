-- rename view old: Rename view old to v
drop view "old";
create view "v" ("x") as select a from t;
-- create trigger tr: Create trigger tr on v
create trigger "tr" instead of insert on "v"
begin
  insert into t (a) values (new.x);
end;
