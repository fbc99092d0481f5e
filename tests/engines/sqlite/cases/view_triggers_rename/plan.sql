-- drop trigger one: Drop trigger one of v
drop trigger "one";
-- create trigger uno: Create trigger uno on v
create trigger "uno" instead of insert on "v"
when (new.a <> '')
begin
  insert into t (a) values (new.a);
end;
