-- alter trigger one: Replace trigger one of v
drop trigger "one";
-- drop trigger old: Drop trigger old of v
drop trigger "old";
-- alter trigger one: Replace trigger one of v
create trigger "one" instead of insert on "v"
begin
  insert into t (a) values (new.a);
end;
-- create trigger del: Create trigger del on v
create trigger "del" instead of delete on "v"
begin
  delete from t;
end;
