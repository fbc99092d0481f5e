create table p (id int primary key); create table t (id int primary key, a int, key (a), constraint x foreign key (a) references p (id)); insert into p values (1)
