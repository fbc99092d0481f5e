insert into t values (1, 'A', 1, 'C'), (2, 'b', 2, null);
