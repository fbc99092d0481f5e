create table t (k int primary key, v text);
create index mine on t (v);
