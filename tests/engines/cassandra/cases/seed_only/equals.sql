create table t (k int primary key, v text);
