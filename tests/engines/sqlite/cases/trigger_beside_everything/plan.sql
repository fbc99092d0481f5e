-- alter trigger tr: Replace trigger tr of t
drop trigger "tr";
create trigger "tr" after insert on "t"
begin
  insert into log values (new.g || '!');
end;
-- seed table t: Insert 1 row into t
insert into "t" ("id", "a") values
  (7, 'seed');
