create table t (k int primary key, v text, w int);
insert into t (k, v, w) values (1, 'a', 2);
