create trigger one after insert on t begin insert into log values (new.a); end;
create trigger two after delete on t when old.id > 1 begin insert into log values (old.a); end;
