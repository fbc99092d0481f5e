create table t (id int primary key, e enum('a','b','c') not null default 'a'); insert into t values (1, 'a'), (2, 'c')
