-- alter trigger one: Replace trigger one of t
drop trigger "one";
-- alter trigger two: Replace trigger two of t
drop trigger "two";
-- alter trigger one: Replace trigger one of t
create trigger "one" after insert on "t"
when (new.a is not null)
begin
  insert into log values (new.a);
end;
-- alter trigger two: Replace trigger two of t
create trigger "two" after delete on "t"
begin
  insert into log values (old.a);
end;
