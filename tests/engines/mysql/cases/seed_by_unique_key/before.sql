create table t (id int auto_increment primary key, k varchar(20) not null, v int, unique key idx_t_k (k)); insert into t values (7, 'a', 5)
