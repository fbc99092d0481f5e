create table t (id int primary key, a int, u datetime default current_timestamp on update current_timestamp); insert into t values (1, null, '2020-01-01')
