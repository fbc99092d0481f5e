create table t (k int primary key, v text);
alter table t drop v;
