create table t (k int, c int, v text, primary key (k, c)) with clustering order by (c desc);
