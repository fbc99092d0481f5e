create table t (a int, b text, c enum('x', 'y')); insert into t values (256, 'four', 'y'), (-1, 'ok   ', 'x'), (null, null, null)
