insert into t (k, c, v, home) values (1, 2, 'a', {street: 's', codes: [1]});
