create table t (id int primary key comment 'of id', a bigint, key one (a) comment 'of one') engine = myisam comment 'of t' row_format = fixed
