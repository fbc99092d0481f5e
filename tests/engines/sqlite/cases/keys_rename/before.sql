insert into t values (1, 'A', 1), (2, 'b', 2);
