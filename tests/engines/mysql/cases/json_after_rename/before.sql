create table t (id int primary key, old_data json not null, m int check (m > 0)); alter table t rename column old_data to data, rename column m to n; insert into t values (1, '{}', 5)
