insert into t values (); insert into h values (5), (50)
