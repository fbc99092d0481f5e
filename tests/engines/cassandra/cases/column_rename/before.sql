create table t (k int, c int, v text, primary key (k, c)) with clustering order by (c desc);
create index t_c_idx on t (c) using 'sai';
create materialized view by_c as select k, c, v from t where k is not null and c is not null primary key (c, k) with clustering order by (k desc);
insert into t (k, c, v) values (1, 2, 'a');
