create table t (a int4range, b date);
