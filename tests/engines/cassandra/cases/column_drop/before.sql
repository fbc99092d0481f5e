create table t (k int primary key, v text, w int);
create index on t (w);
insert into t (k, v, w) values (1, 'a', 2);
insert into t (k, v) values (2, 'b');
