create table t (id int primary key, a varchar(40)); insert into t values (1, 'x'), (2, null)
