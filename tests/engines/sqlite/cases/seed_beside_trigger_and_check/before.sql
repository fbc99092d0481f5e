create table t (id integer primary key, a int, check (a > 0));
create trigger tr after insert on t begin insert into log values (new.a); end;
