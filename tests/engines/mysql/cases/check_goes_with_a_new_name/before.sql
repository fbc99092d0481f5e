create table t (id int primary key, a int, check (a > 0), constraint t_chk_mine check (a > 1))
