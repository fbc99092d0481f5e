create table t (id int primary key, a int) partition by range (id) (partition p0 values less than (10), partition p1 values less than maxvalue);
create table s (id int primary key, a int) partition by hash (id) partitions 3;
