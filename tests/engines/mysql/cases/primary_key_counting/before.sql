create table t (id int auto_increment primary key, a int not null, b int not null); insert into t values (5, 1, 1), (6, 1, 2)
