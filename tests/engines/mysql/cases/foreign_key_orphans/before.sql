create table p (id int primary key); create table t (id int primary key, a int, key (a)); insert into p values (1); insert into t values (1, 1), (2, 7), (3, null)
