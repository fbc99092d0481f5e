create table log (m);
create table t (id integer primary key, a text, b text);
create trigger one after insert on t begin insert into log values(new.a); end;
create trigger two update of a on t when new.a>'' begin delete from log; end;
