-- seed table t: Insert a row into t
insert into "t" ("k", "v") values (1, 'a');
