create table a (id int primary key); create table t (id int primary key, a inet6)
