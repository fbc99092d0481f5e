insert into t (k, a) values (1, {street: 's', codes: [1]});
