create table t (a integer, b text);
