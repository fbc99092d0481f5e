create table t (id int, v text) partition by range (id);
