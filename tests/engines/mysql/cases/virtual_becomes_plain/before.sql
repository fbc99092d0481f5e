create table t (id int primary key, a int, b int generated always as (a + 1) virtual, c int, key idx_t_b (b), key idx_t_c (c)); insert into t (id, a, c) values (1, 5, null)
