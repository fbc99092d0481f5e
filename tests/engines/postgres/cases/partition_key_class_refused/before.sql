create table t (id integer, k text) partition by range (k text_pattern_ops);
