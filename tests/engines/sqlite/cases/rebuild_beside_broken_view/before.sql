create table t (id integer primary key, a text);
create view v as select x from nowhere;
insert into t values (1, 'x');
