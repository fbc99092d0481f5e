create table t (id int primary key, a int check (a > 0), b int check (b > 0)); insert into t values (1, 2, 3)
