create table t (a boolean, constraint alpha check (a or not a));
