create table t (a int, b varchar(20), primary key (a, b)); insert into t values (1, 'x')
