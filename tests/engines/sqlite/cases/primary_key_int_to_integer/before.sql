create table t (id int primary key, a text);
insert into t values (7, 'x'), (3, 'y');
