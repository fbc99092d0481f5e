create table t (id int primary key, a int not null);
insert into t values (1, 4);
create trigger fill before insert on t for each row set new.`a` = 5
