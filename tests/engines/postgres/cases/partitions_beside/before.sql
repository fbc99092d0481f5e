create table t (id int primary key, a int) partition by hash (id);
create table t_0 partition of t for values with (modulus 2, remainder 0);
create table t_1 partition of t for values with (modulus 2, remainder 1);
create table c (id int references t (id));
insert into t values (1, 2), (2, 3);
create table gone (id int) partition by range (id);
create table gone_1 partition of gone default;
