-- drop trigger one: Drop trigger one of t
drop trigger "one";
-- create trigger uno: Create trigger uno on t
create trigger "uno" after insert on "t"
begin
  insert into log values (new.a);
end;
