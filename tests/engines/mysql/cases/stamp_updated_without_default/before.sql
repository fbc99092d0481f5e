create table t (id int primary key, a timestamp not null default current_timestamp); insert into t values (1, '2024-01-01')
