create table t (id int primary key, a int, g int as (a + 1) virtual, constraint ck check (g < 100)); insert into t (id, a) values (1, 5)
