-- alter trigger one: Replace trigger one of v
drop trigger "one";
-- drop trigger two: Drop trigger two of v
drop trigger "two";
-- alter trigger one: Replace trigger one of v
create trigger "one" instead of insert on "v"
when (new.a <> '')
begin
  insert into t (a, b) values (new.a, new.b);
end;
-- create trigger three: Create trigger three on v
create trigger "three" instead of update of "a" on "v"
begin
  update t set a = new.a where a = old.a;
end;
