create table t (id int primary key, a int); insert into t values (1, 2); create trigger tr before insert on t for each row set new.a = 1; create table w (id int)
