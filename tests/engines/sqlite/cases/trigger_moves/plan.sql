-- drop trigger tr: Drop trigger tr of b
drop trigger "tr";
-- create trigger tr: Create trigger tr on a
create trigger "tr" after insert on "a"
begin
  insert into log values (new.x);
end;
