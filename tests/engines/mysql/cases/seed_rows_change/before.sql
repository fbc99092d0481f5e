create table t (id int primary key, a text); insert into t values (0, 'one'), (2, 'x'), (3, 'y'); create table u (id int primary key); insert into u values (1)
