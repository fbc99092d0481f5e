create table t (id bigint auto_increment primary key, a int, b decimal(5,2)); insert into t values (1, 2, 3)
