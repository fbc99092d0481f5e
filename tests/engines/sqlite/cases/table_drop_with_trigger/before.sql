create table log (m text);
create table t (id integer primary key, a text);
create index i on t (a);
create trigger tr after insert on t begin insert into log values (new.a); end;
insert into t values (1, 'x');
