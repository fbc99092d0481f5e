create table p (id int primary key); create table t (id int primary key, a int, b int, constraint fk_a foreign key (a) references p (id)); insert into p values (1); insert into t values (1, 1, 2)
