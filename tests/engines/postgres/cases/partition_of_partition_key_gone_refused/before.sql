create table t (id integer, k text) partition by range (id); create table p partition of t for values from (0) to (10) partition by list (lower(k));
