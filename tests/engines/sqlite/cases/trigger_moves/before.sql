create table a (x text);
create table b (x text);
create trigger tr after insert on b begin insert into log values (new.x); end;
