create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
create view v as select a from t;
create view w as select * from v;
