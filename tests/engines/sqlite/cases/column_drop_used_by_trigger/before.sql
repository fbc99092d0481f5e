create table log (m text);
create table t (id integer primary key, a text);
create trigger tr after update of a on t begin insert into log values (new.a); end;
