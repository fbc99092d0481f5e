create table t (a text primary key, b text);
insert into t values ('1', 'x');
