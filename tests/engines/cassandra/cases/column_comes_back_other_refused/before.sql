create table t (k int primary key, v int);
alter table t drop v;
