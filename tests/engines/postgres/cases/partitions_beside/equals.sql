create table t (key int primary key, b bigint) partition by hash (key);
create table t_0 partition of t for values with (modulus 2, remainder 0);
create table t_1 partition of t for values with (modulus 2, remainder 1);
create table c (id int references t (key), x int);
