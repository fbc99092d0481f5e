create table t (id int auto_increment primary key) auto_increment = 200; insert into t values (7)
