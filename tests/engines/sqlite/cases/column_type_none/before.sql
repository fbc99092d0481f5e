create table t (id integer primary key, a, b text);
insert into t values (1, 5, 'x'), (2, x'00', 'y');
