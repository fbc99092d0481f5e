create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y'), (2, null, cast(x'410042' as text)), (7, 'z', x'00ff');
create table other (x int, y as (x + 1), unique (x) on conflict ignore);
insert into other values (1);
create virtual table f using fts5 (body);
insert into f values ('some words');
create view v as select * from other;
create trigger tr after insert on other begin delete from t where id = new.x; end;
