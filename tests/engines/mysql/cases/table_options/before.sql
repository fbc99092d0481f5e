create table t (id int auto_increment primary key) comment 'old'; insert into t values (1)
