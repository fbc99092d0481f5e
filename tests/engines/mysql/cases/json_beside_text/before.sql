create table t (id int primary key, a longtext, b longtext, constraint ok check (json_valid(b))); insert into t values (1, '{"x": 1}', '[]')
