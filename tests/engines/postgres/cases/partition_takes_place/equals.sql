create table t (id integer) partition by range (id);
create table r_new partition of t for values from (0) to (20);
create table r_apart (id integer);
