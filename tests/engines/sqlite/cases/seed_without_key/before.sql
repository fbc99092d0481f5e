create table t (a text, b int);
insert into t values ('x', 1);
