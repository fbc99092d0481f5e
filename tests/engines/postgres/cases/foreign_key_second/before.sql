insert into pa values (1); insert into t values (1, 1, null)
