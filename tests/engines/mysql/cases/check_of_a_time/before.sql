create table t (id int primary key, a time, constraint ck check (a < '40:00:00'))
