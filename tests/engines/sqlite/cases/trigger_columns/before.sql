create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
create trigger one after update of a on t begin delete from log; end;
create trigger two after update of a on t begin delete from log; end;
create trigger three after update on t begin delete from log; end;
