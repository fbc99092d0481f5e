create table t (id int primary key comment 'of id', a int, key one (a) comment 'of one') engine = myisam comment 'of t' row_format = fixed; insert into t values (1, 1)
