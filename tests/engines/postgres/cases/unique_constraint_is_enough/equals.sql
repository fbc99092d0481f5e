create table t (a integer unique, b integer)
