create table t (id int primary key, a int, g int as (a + 1) virtual, g2 int as (g * 2) virtual)
