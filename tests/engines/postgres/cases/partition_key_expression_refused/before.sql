create table t (id integer, k text) partition by list (lower(k));
