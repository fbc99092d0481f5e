create table t (id int, y int, primary key (id, y)) partition by hash (y) partitions 2
