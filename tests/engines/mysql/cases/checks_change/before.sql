create table t (id int primary key, a int, b int, constraint stays check (a > 0 and b > 0 or id < 5), constraint other check (b < 100), constraint gone check (b <> 7)); insert into t values (1, 2, 3)
