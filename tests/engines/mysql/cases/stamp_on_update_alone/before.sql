create table t (id int primary key, a datetime default current_timestamp, b datetime default current_timestamp on update current_timestamp); insert into t values (1, '2024-01-01', '2024-01-01')
