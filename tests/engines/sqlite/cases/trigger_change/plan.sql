-- alter trigger one: Replace trigger one of t
drop trigger "one";
-- alter trigger two: Replace trigger two of t
drop trigger "two";
-- alter trigger three: Replace trigger three of t
drop trigger "three";
-- alter trigger one: Replace trigger one of t
create trigger "one" before insert on "t"
begin
  insert into log values (new.a);
end;
-- alter trigger two: Replace trigger two of t
create trigger "two" after delete on "t"
when (old.id > 2)
begin
  insert into log values (old.a);
end;
-- alter trigger three: Replace trigger three of t
create trigger "three" before insert on "t"
begin
  select 2;
end;
