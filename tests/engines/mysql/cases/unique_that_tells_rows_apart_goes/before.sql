create table t (a int not null, b int, unique key u (a)); insert into t values (1, 2)
