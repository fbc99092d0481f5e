insert into old (n, c, i) values (5, 'x', 'abc');
