create table t (id int primary key, a int) comment 'old'; insert into t values (1, 1), (2, 2);
create table u (id int primary key) partition by hash (id + 1 * 2) partitions 3; insert into u values (1), (2)
