create table t (id integer primary key autoincrement, a text);
insert into t values (5, 'x');
