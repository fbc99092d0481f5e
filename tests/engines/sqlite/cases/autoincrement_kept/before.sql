create table t (id integer primary key autoincrement, a text);
insert into t values (41, 'x');
delete from t;
