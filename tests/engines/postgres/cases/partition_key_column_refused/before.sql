create table t (id integer, k text) partition by range (id);
