create table t (id int primary key, a int, b int, g int as (a * 2) stored); insert into t (id, a, b) values (1, 5, 2)
