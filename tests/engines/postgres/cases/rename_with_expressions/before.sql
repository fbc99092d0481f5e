insert into t values (1, 5, 2); insert into q values (1)
