create table t (id int primary key, a varchar(20), key stays ((lower(a))), key gone ((length(a)))); insert into t values (1, 'x')
