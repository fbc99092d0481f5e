insert into t values (1, 'x', 1, 'a', 'lost'), (2, 'y', 2, 'b', 'lost');
