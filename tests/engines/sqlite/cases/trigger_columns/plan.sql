-- alter trigger one: Replace trigger one of t
drop trigger "one";
-- alter trigger two: Replace trigger two of t
drop trigger "two";
-- alter trigger three: Replace trigger three of t
drop trigger "three";
-- alter trigger one: Replace trigger one of t
create trigger "one" after update on "t"
begin
  delete from log;
end;
-- alter trigger two: Replace trigger two of t
create trigger "two" after update of "b" on "t"
begin
  delete from log;
end;
-- alter trigger three: Replace trigger three of t
create trigger "three" after update of "a", "b" on "t"
begin
  delete from log;
end;
