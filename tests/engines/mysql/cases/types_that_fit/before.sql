create table t (a int, b text, c enum('x', 'y')); insert into t values (255, 'ok   ', 'x'), (0, 'éèê', null), (null, null, null)
