create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
create trigger one after insert on t begin insert into log values (new.a); end;
create trigger two after delete on t when old.id > 1 begin insert into log values (old.a); end;
