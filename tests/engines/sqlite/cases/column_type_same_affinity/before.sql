create table t (id integer primary key, a varchar(10));
insert into t values (1, '5');
